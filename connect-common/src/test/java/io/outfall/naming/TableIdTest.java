// SPDX-License-Identifier: Apache-2.0
package io.outfall.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.event.SourceInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableIdTest {

    @Test
    void isWhatTheEventSaysOfItsSource() {
        SourceInfo source = new SourceInfo() {
            @Override
            public String database() {
                return "shop";
            }

            @Override
            public String schema() {
                return "public";
            }

            @Override
            public String table() {
                return "Order.Lines";
            }
        };

        TableId table = TableId.of(source, "postgres.public.Order_Lines");

        assertThat(table)
                .isEqualTo(new TableId("shop", "public", "Order.Lines"))
                .hasToString("shop.public.Order.Lines");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres.public.users,     ,     public, users",
        "sqlserver.shop.dbo.users,  shop, dbo,    users",
        "a.shop.dbo.b.users,        dbo,  b,      users",
        "bronze.users,              ,     bronze, users",
        "psg-customers,             ,     ,       psg-customers",
        "odd.,                      ,     ,       odd.",
    })
    void isReadFromTheTopicWhereTheEventSaysNothing(String topic, String database, String schema, String table) {
        assertThat(TableId.of(SourceInfo.NONE, topic)).isEqualTo(new TableId(database, schema, table));
    }

    @Test
    void aTopicsPartsAreCountedFromEitherEnd() {
        TopicName topic = new TopicName("postgres.public.users");

        assertThat(topic.parts()).containsExactly("postgres", "public", "users");
        assertThat(topic.part(1)).isEqualTo("postgres");
        assertThat(topic.part(-1)).isEqualTo("users");
        assertThat(topic.part(4)).isNull();
        assertThat(topic.part(-4)).isNull();
        assertThat(topic.part(0)).isNull();
    }
}
