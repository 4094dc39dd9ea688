// SPDX-License-Identifier: Apache-2.0
package io.outfall.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {

    @Test
    void aDocumentBecomesObjectsOfJava() {
        assertThat(JsonReader.read(" {\"a\": [1, -2.50, 1e3, true, null], \"b\": {\"c\": \"x\\n\\u00e9\\\"\"}} "))
                .isEqualTo(Map.of(
                        "a",
                        Arrays.asList(new BigDecimal("1"), new BigDecimal("-2.50"), new BigDecimal("1e3"), true, null),
                        "b",
                        Map.of("c", "x\né\"")));
        assertThat(JsonReader.read("[]")).isEqualTo(List.of());
        assertThat(JsonReader.read("\"\"")).isEqualTo("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2} | no JSON: an object has a name twice at character 11",
                "{\"a\" 1} | no JSON: : is missing at character 6",
                "[1,] | no JSON: there is no value at character 4",
                "[1 | no JSON: ] is missing at character 3",
                "\"a | no JSON: a string does not end at character 3",
                "\"\\x\" | no JSON: there is no such escape at character 4",
                "\"\\u00g0\" | no JSON: an escape needs four hexadecimal digits at character 6",
                "01 | no JSON: something follows the end at character 2",
                "tru | no JSON: there is no value at character 1",
                "1e99999999999 | no JSON: a number is too large at character 14",
            })
    void whatIsNoJsonIsRefusedWithThePlace(String text, String problem) {
        assertThatThrownBy(() -> JsonReader.read(text)).hasMessage(problem);
    }

    @Test
    void whatIsNestedTooDeeplyIsRefused() {
        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000)))
                .hasMessageStartingWith("no JSON: it is nested too deeply");
    }

    @Test
    void whatWasReadIsWrittenAgain() {
        String document = "{\"a\":[1,-2.50,true,null],\"b\":{\"c\":\"x\\n\\\"\"},\"d\":[],\"e\":{}}";

        assertThat(new JsonWriter().tree(JsonReader.read(document)).text()).isEqualTo(document);
    }
}
