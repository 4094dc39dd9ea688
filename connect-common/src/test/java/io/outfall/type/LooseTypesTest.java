// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What values without a schema mean. */
class LooseTypesTest {
    private final TypeResolver resolver = new TypeResolver(TypeRules.none(), ValuePolicies.strict());

    private SemanticType type(@Nullable Object value) {
        return resolver.observe("c", value).type();
    }

    private @Nullable Object canonical(Object value) {
        return resolver.observe("c", value).decoder().decode(value);
    }

    @Test
    void scalarsAreWhatTheirClassSays() {
        assertThat(type("text")).isEqualTo(new SemanticType.Text());
        assertThat(type(7L)).isEqualTo(new SemanticType.Int(64));
        assertThat(type(7)).isEqualTo(new SemanticType.Int(64));
        assertThat(type(1.5)).isEqualTo(new SemanticType.Real(64));
        assertThat(type(true)).isEqualTo(new SemanticType.Bool());
        assertThat(type(new byte[] {1})).isEqualTo(new SemanticType.Binary());
        assertThat(type(new BigDecimal("1.5"))).isEqualTo(new SemanticType.VariableDecimal());
        assertThat(canonical(BigInteger.TWO)).isEqualTo(new BigDecimal(2));
        assertThat(type(Schemas.connectDate(0))).isEqualTo(new SemanticType.Instant(TimeUnit.MILLIS));
        assertThat(canonical(Schemas.connectDate(5))).isEqualTo(5L);
    }

    @Test
    void ofANullNothingIsKnown() {
        assertThat(type(null)).isEqualTo(new SemanticType.Unknown());
    }

    @Test
    void aListOfOneScalarKindIsAList() {
        List<Long> numbers = Arrays.asList(null, 1L, 2L);

        assertThat(type(numbers)).isEqualTo(new SemanticType.ListOf(new SemanticType.Int(64)));
        assertThat(canonical(numbers)).isSameAs(numbers);
        assertThat(type(List.of())).isEqualTo(new SemanticType.ListOf(new SemanticType.Unknown()));
    }

    @Test
    void aMapIsOneJsonDocument() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("say \"hi\"", "line\nbreak");
        map.put("n", null);
        map.put("list", List.of(1L, 2.5, true));
        map.put("empty", Map.of());
        map.put("none", List.of());
        map.put("nan", Double.NaN);

        assertThat(type(map)).isEqualTo(new SemanticType.Json());
        assertThat(canonical(map))
                .isEqualTo(
                        "{\"say \\\"hi\\\"\":\"line\\u000abreak\",\"n\":null,\"list\":[1,2.5,true],\"empty\":{},\"none\":[],\"nan\":\"NaN\"}");
    }

    @Test
    void aListOfMixedContentIsOneJsonDocument() {
        assertThat(type(List.of(1L, "a"))).isEqualTo(new SemanticType.Json());
        assertThat(canonical(List.of(1L, "a"))).isEqualTo("[1,\"a\"]");
        assertThat(canonical(List.of(List.of(1L), List.of(2L)))).isEqualTo("[[1],[2]]");
        assertThat(canonical(List.of(Map.of("a", 1L)))).isEqualTo("[{\"a\":1}]");
    }

    @Test
    void aColumnOfRealsTakesIntegersAndTheNamesOfWhatIsNoNumber() {
        Loose real = resolver.observe("c", 1.5);

        assertThat(real.accepts()).accepts(2.5, 1L, "NaN", "-Infinity");
        assertThat(real.accepts()).rejects("text", true, (1L << 53) + 1);
        assertThat(real.decoder().decode("-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void rulesByColumnNameHold() {
        TypeRules rules = TypeRules.none()
                .withTemporals(List.of(new TemporalRule(
                        Pattern.compile(".*_at"), TemporalRule.Form.EPOCH_MILLIS, TemporalRule.Zone.UTC)));
        TypeResolver ruled = new TypeResolver(rules, ValuePolicies.strict());

        assertThat(ruled.observe("changed_at", 5L).type()).isEqualTo(new SemanticType.Instant(TimeUnit.MILLIS));
        assertThat(ruled.observe("count", 5L).type()).isEqualTo(new SemanticType.Int(64));
    }
}
