// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ColumnNamesTest {

    @ParameterizedTest
    @CsvSource({
        "id,                   id,                    id",
        "CamelCase_1,          CamelCase_1,           CamelCase_1",
        "__op,                 __op,                  __op",
        "order-id,             order_id,              order-id",
        "größe,                gr__e,                 größe",
        "日本,                 __,                    日本",
        "a.b,                  a_b,                   a_b",
        "50%,                  _50_,                  50%",
        "1st,                  _1st,                  1st",
        "_PARTITIONTIME,       __PARTITIONTIME,       __PARTITIONTIME",
        "_table_x,             __table_x,             __table_x",
        "__root__,             ___root__,             ___root__",
        "_change_type,         __change_type,         __change_type",
        "'',                   _,                     _"
    })
    void whatBigQueryRefusesBecomesAnUnderscore(String source, String plain, String flexible) {
        assertThat(new ColumnNames(NameStyle.PLAIN).of(source)).isEqualTo(plain);
        assertThat(new ColumnNames(NameStyle.FLEXIBLE).of(source)).isEqualTo(flexible);
    }

    @Test
    void aCharacterBeyondSixteenBitsIsOneCharacter() {
        assertThat(new ColumnNames(NameStyle.PLAIN).of("a\uD83D\uDE00b")).isEqualTo("a_b");
    }

    @ParameterizedTest
    @EnumSource(NameStyle.class)
    void longNamesAreCut(NameStyle style) {
        assertThat(new ColumnNames(style).of("x".repeat(400))).isEqualTo("x".repeat(300));
    }
}
