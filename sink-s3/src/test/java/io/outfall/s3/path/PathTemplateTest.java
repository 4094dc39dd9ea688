// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import static io.outfall.s3.path.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTest {

    @Nested
    class WhatIsWrongIsSaid {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                ${topic}/${tpoic}.${ext}          | ${tpoic} is no variable; those that exist are topic,
                ${topic}/${time.event:yyyy}       | ${time.event} is no variable; those that exist are topic,
                ${topic}/${topic.0}               | ${topic.0} is no variable
                ${topic}/${partition              | '${partition' has no closing brace
                ${topic:x}                        | ${topic} takes nothing after a colon
                ${column}/${topic}                | ${column} needs a column, as in ${column:region}
                ${header:}/${topic}               | ${header} needs a header, as in ${header:tenant}
                ${topic}/${time}                  | ${time} needs a pattern, as in ${time:yyyy-MM-dd}
                ${topic}/${time.column:created}   | ${time.column} needs a column and a pattern, as in ${time.column:created_at:yyyy-MM-dd}
                ${topic}/${time:YYYY}             | the time pattern 'YYYY' has YYYY, the year of a week; write yyyy
                ${topic}/${time:yyyy-jj}          | the time pattern 'yyyy-jj' has the letter j; those that work are
                ${topic}/${time:MMMMMM}             | the time pattern 'MMMMMM' Too many pattern letters: M
                ${topic}/${time:'}                | the time pattern ''' Pattern ends with an incomplete string literal
                ${topic}/${time:yyyy//dd}         | the time pattern '' gives nothing
                ${topic}/${start.offset:21}       | ${start.offset} takes a number of digits from 1 to 20, as in ${start.offset:10}, not '21'
                ${topic}/${partition:x}           | ${partition} takes a number of digits from 1 to 20
                ${topic}/                         | it does not end in the name of a file
                /${topic}                         | it has an empty segment
                a//${topic}                       | it has an empty segment
                ../${topic}                       | '..' is no name of a directory
                ${topic}/./${partition}           | '.' is no name of a directory
                ${topic}\\${partition}            | the character '\\' does not belong in a key
                ${topic}?${partition}             | the character '?' does not belong in a key
                """)
        void whenTheTemplateIsParsed(String template, String problem) {
            assertThatThrownBy(() -> PathTemplate.parse(template))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(problem);
        }

        @Test
        void ofAnEmptyTemplate() {
            assertThatThrownBy(() -> PathTemplate.parse("")).hasMessage("it does not end in the name of a file");
        }

        @Test
        void ofControlCharacters() {
            assertThatThrownBy(() -> PathTemplate.parse("a\n${topic}"))
                    .hasMessage("the character U+000A does not belong in a key");
        }
    }

    @Nested
    class KeysOfTwoFilesAreKeptApart {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                # names topic, partition and offset: nothing is added
                ${topic}/${partition}/${start.offset}             | orders/3/42
                ${topic}-${partition}-${start.offset}.${ext}      | orders-3-42.parquet
                ${partition}-${topic}-${start.offset:5}           | 3-orders-00042
                ${topic}+${partition}+${start.offset:20}.${ext}   | orders+3+00000000000000000042.parquet
                # names less: the rest goes into the file's name
                data.${ext}                                       | data+orders+3+00000000000000000042.parquet
                ${topic}/part.${ext}                              | orders/part+3+00000000000000000042.parquet
                ${topic}/${start.offset:5}.${ext}                 | orders/00042+3.parquet
                ${topic}/${partition}                             | orders/3+00000000000000000042
                ${topic}/.${ext}                                  | orders/3+00000000000000000042.parquet
                # cannot tell partition 1 with offset 23 from 12 with 3
                ${topic}/${partition}${start.offset}.${ext}       | orders/342+3+00000000000000000042.parquet
                ${topic}/${partition}0${start.offset}.${ext}      | orders/3042+3+00000000000000000042.parquet
                # cannot tell topic a-b with table c from topic a with table b-c
                ${topic}-${source.table}+${partition}+${start.offset} | orders-orders+3+42+orders
                # no part of a topic is the topic
                ${topic.1}/${partition}/${start.offset}.${ext}    | orders/3/42+orders.parquet
                """)
        void byTopicPartitionAndOffset(String template, String key) throws Exception {
            PathRouter router = routerOf(template);

            assertThat(router.key(router.route(event().row()), 42, "parquet")).isEqualTo(key);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                ${topic}/${partition}+${start.offset}.${ext}                         | all/3+42+orders.eu.parquet
                ${topic}/${original.topic}/${partition}+${start.offset}.${ext}       | all/orders.eu/3+42.parquet
                ${original.topic}/${partition}+${start.offset}.${ext}                | orders.eu/3+42.parquet
                """)
        void byTheSubscribedTopicWhereATransformRenamedIt(String template, String key) throws Exception {
            PathRouter router = routerOf(template);

            assertThat(router.key(
                            router.route(event().topic("all")
                                    .renamedFrom("orders.eu")
                                    .row()),
                            42,
                            "parquet"))
                    .isEqualTo(key);
        }

        @Test
        void byARandomName() throws Exception {
            PathRouter router = routerOf("${uuid}.${ext}");

            assertThat(router.key(router.route(event().row()), 42, "parquet"))
                    .isEqualTo("00000000-0000-0007-0000-000000000009.parquet");
        }
    }

    @Test
    void aTemplateShowsAsItWasWritten() {
        assertThat(PathTemplate.parse("${topic}/data.${ext}")).hasToString("${topic}/data.${ext}");
    }

    private static PathRouter routerOf(String template) {
        return Routers.of(new PathSettings(PathTemplate.parse(template), "", ZoneOffset.UTC));
    }
}
