// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.event.Row;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every type that was recorded: what it means and its canonical value. */
class RecordedTypesTest {

    private static String row(String set, String topic, int id) {
        return Shown.of(Recorded.row(set, topic, id));
    }

    /** Without the columns that are NULL. */
    private static String values(Row row) {
        return Shown.of(row)
                .lines()
                .filter(line -> !line.endsWith(" NULL"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String values(String set, String topic, int id) {
        return values(Recorded.row(set, topic, id));
    }

    @Nested
    class Numbers {

        @Test
        void ofEveryType() {
            assertThat(row("adaptive_precise", "fx.numerics", 1)).isEqualTo("""
                            id int(32) 1
                            c_smallint int(16) 1
                            c_int int(32) 2
                            c_bigint int(64) 3
                            c_oid int(64) 4
                            c_real real(32) 1.5
                            c_double real(64) 2.5
                            c_money decimal(38,2) 1234.56
                            c_numeric variabledecimal 123.4567
                            c_numeric_5 decimal(5,0) 12345
                            c_numeric_10_2 decimal(10,2) 99999999.99
                            c_numeric_38_0 decimal(38,0) 12345678901234567890123456789012345678
                            c_numeric_38_10 decimal(38,10) 1234567890123456789012345678.0123456789
                            c_numeric_76_38 decimal(76,38) 12345678901234567890123456789012345678.01234567890123456789012345678901234567
                            c_numeric_neg_scale decimal(5,-2) 12300
                            """);
        }

        @Test
        void theSmallest() {
            assertThat(row("adaptive_precise", "fx.numerics", 11)).isEqualTo("""
                            id int(32) 11
                            c_smallint int(16) -32768
                            c_int int(32) -2147483648
                            c_bigint int(64) -9223372036854775808
                            c_oid int(64) 0
                            c_real real(32) -3.4028235E38
                            c_double real(64) -1.7976931348623157E308
                            c_money decimal(38,2) -92233720368547758.08
                            c_numeric variabledecimal -0.00000000000000000001
                            c_numeric_5 decimal(5,0) -99999
                            c_numeric_10_2 decimal(10,2) -99999999.99
                            c_numeric_38_0 decimal(38,0) -99999999999999999999999999999999999999
                            c_numeric_38_10 decimal(38,10) -9999999999999999999999999999.9999999999
                            c_numeric_76_38 decimal(76,38) -99999999999999999999999999999999999999.99999999999999999999999999999999999999
                            c_numeric_neg_scale decimal(5,-2) -9999900
                            """);
        }

        @Test
        void theLargest() {
            assertThat(row("avro", "fx.numerics", 12)).isEqualTo("""
                            id int(32) 12
                            c_smallint int(16) 32767
                            c_int int(32) 2147483647
                            c_bigint int(64) 9223372036854775807
                            c_oid int(64) 4294967295
                            c_real real(32) 3.4028235E38
                            c_double real(64) 1.7976931348623157E308
                            c_money decimal(38,2) 92233720368547758.07
                            c_numeric variabledecimal 1000000000000000000000000000000
                            c_numeric_5 decimal(5,0) 99999
                            c_numeric_10_2 decimal(10,2) 99999999.99
                            c_numeric_38_0 decimal(38,0) 99999999999999999999999999999999999999
                            c_numeric_38_10 decimal(38,10) 9999999999999999999999999999.9999999999
                            c_numeric_76_38 decimal(76,38) 99999999999999999999999999999999999999.99999999999999999999999999999999999999
                            c_numeric_neg_scale decimal(5,-2) 9999900
                            """);
        }

        @Test
        void notANumberAndTheInfinitiesAreValuesOfReals() {
            assertThat(values("avro", "fx.numerics", 14))
                    .isEqualTo("id int(32) 14\nc_real real(32) NaN\nc_double real(64) NaN\n");
            assertThat(values("avro", "fx.numerics", 15))
                    .isEqualTo("id int(32) 15\nc_real real(32) Infinity\nc_double real(64) Infinity\n");
            assertThat(values("avro", "fx.numerics", 16))
                    .isEqualTo("id int(32) 16\nc_real real(32) -Infinity\nc_double real(64) -Infinity\n");
        }

        @Test
        void decimalsAsText() {
            assertThat(values("isostring_string", "fx.numerics", 18)).isEqualTo("""
                            id int(32) 18
                            c_real real(32) 1.6777216E7
                            c_double real(64) 9.007199254740992E15
                            c_numeric text 1.10
                            c_numeric_10_2 text 1.10
                            """);
            assertThat(values("isostring_string", "fx.numerics", 30)).isEqualTo("id int(32) 30\nc_numeric text NAN\n");
        }
    }

    @Test
    void texts() {
        assertThat(row("adaptive_precise", "fx.texts", 1)).isEqualTo("""
                        id int(32) 1
                        c_char text ab\040\040\040\040\040\040
                        c_varchar text varchar é
                        c_text text line one
                        line "two"	tab \\ back 🎉
                        c_citext text CaseInsensitive
                        c_name text a_name
                        c_internal_char text x
                        c_bool bool true
                        c_bit bool true
                        c_bit8 bits 10101010
                        c_bit40 bits 1111000011110000111100001111000011110000
                        c_varbit bits 00000000000000000101
                        c_bytea binary deadbeef00ff
                        c_uuid uuid 6f1a7b6e-3f0c-4c57-9b6e-1d0c4a5b2e11
                        c_json json { "b" : 1, "a" : [1, 2.50, null], "b" : 2 }
                        c_jsonb json {"a": [1, 2.50, null], "b": 1, "n": 12345678901234567890}
                        c_xml text <a b="c">text &amp; more</a>
                        c_mood enumeration very happy
                        c_inet text 192.168.1.7/24
                        c_cidr text 10.1.0.0/16
                        c_macaddr text 08:00:2b:01:02:03
                        c_macaddr8 text 08:00:2b:01:02:03:04:05
                        c_hstore json {"a key":"a value","missing":null,"empty":""}
                        c_ltree text Top.Science.Astronomy
                        c_isbn text 0-393-04002-X
                        c_tsvector text 'brown':3 'fox':4 'jump':5 'quick':2
                        """);
    }

    @Test
    void emptyBitStringsAndBytes() {
        assertThat(values("adaptive_precise", "fx.texts", 11))
                .contains("c_bit8 bits 00000000\n")
                .contains("c_bytea binary \n")
                .contains("c_json json null\n");
    }

    @Test
    void ranges() {
        assertThat(values("adaptive_precise", "fx.ranges", 1)).isEqualTo("""
                        id int(32) 1
                        c_int4range text [1,10)
                        c_int8range text [6,101)
                        c_numrange text [1.5,2.5]
                        c_tsrange text ["2024-01-01 00:00:00","2024-02-01 12:30:00")
                        c_tstzrange text ["2024-01-01 00:00:00+00",infinity)
                        c_daterange text [2024-01-01,2025-01-01)
                        """);
    }

    @Test
    void geometries() {
        assertThat(values("adaptive_precise", "fx.geometries", 1)).isEqualTo("""
                        id int(32) 1
                        c_point struct<x:real(64),y:real(64),wkb:binary,srid:int(32)> {1.5 -2.25 0101000000000000000000f83f00000000000002c0 null}
                        c_line struct<a:real(64),b:real(64),c:real(64)> {1.0 2.0 3.0}
                        c_lseg geometry(false) 01020000000200000000000000000000000000000000000000000000000000f03f000000000000f03f srid null
                        c_box geometry(false) 01030000000100000005000000000000000000f03f000000000000f03f000000000000f03f0000000000000000000000000000000000000000000000000000000000000000000000000000f03f000000000000f03f000000000000f03f srid null
                        c_path geometry(false) 01020000000300000000000000000000000000000000000000000000000000f03f000000000000f03f00000000000000400000000000000000 srid null
                        c_polygon geometry(false) 0103000000010000000400000000000000000000000000000000000000000000000000f03f000000000000f03f0000000000000040000000000000000000000000000000000000000000000000 srid null
                        c_circle struct<center:struct<x:real(64),y:real(64),wkb:binary,srid:int(32)>,radius:real(64)> {{1.0 2.0 0101000000000000000000f03f0000000000000040 null} 3.0}
                        """);
    }

    @Test
    void arrays() {
        assertThat(values("avro", "fx.arrays", 1)).isEqualTo("""
                        id int(32) 1
                        c_smallints list<int(16)> [1 | 2]
                        c_ints list<int(32)> [1 | 2 | null | 4]
                        c_bigints list<int(64)> [9007199254740993]
                        c_floats list<real(32)> [1.5]
                        c_doubles list<real(64)> [2.5 | -0.0]
                        c_numerics list<decimal(10,2)> [1.10 | 2.20]
                        c_numerics_free list<variabledecimal> [1 | 2.345]
                        c_texts list<text> [a | b,c | null | null | d"e]
                        c_varchars list<text> [x | y]
                        c_chars list<text> [ab  | c  ]
                        c_bools list<bool> [true | false | null]
                        c_uuids list<uuid> [6f1a7b6e-3f0c-4c57-9b6e-1d0c4a5b2e11]
                        c_dates list<date> [19782 | 0]
                        c_times list<time(micros)> [49530123000]
                        c_timetzs list<zonedtime> [11:45:30Z]
                        c_tss list<localtimestamp(micros)> [1709214330123456]
                        c_tstzs list<instant(micros)> [1709207130123456]
                        c_jsonbs list<json> [{"a": 1} | null]
                        c_byteas list<binary> [01ff | ]
                        c_moods list<enumeration> [sad | ok]
                        c_inets list<text> [10.0.0.1 | ::1]
                        c_citexts list<text> [Abc]
                        c_hstores list<json> [{"a":"1"}]
                        c_int_matrix list<int(32)> [null | null]
                        c_ranges list<text> [[1,3)]
                        c_oids list<int(64)> [5]
                        """);
        assertThat(values("adaptive_precise", "fx.arrays", 12)).isEqualTo("""
                        id int(32) 12
                        c_ints list<int(32)> [null | null]
                        c_numerics list<decimal(10,2)> [null | 1.00]
                        c_texts list<text> [null]
                        c_dates list<date> [null]
                        """);
    }

    @Test
    void domainsAreTheTypesBelowThem() {
        assertThat(row("adaptive_precise", "fx.domains", 1)).isEqualTo("""
                        id int(32) 1
                        c_price decimal(10,2) 12.34
                        c_discounted decimal(10,2) 1.50
                        c_email text a@example.org
                        c_positive int(32) 7
                        c_birthday date 10956
                        """);
    }

    @Test
    void typesThatDebeziumLeavesOutAreNotThere() {
        assertThat(row("adaptive_precise", "fx.others", 1)).isEqualTo("id int(32) 1\n");
    }

    @Test
    void withoutSchemaOnlyWhatTheValuesTell() {
        assertThat(values("plain", "fx.domains", 1)).isEqualTo("""
                        c_birthday int(64) 10956
                        c_discounted text AJY=
                        c_email text a@example.org
                        c_positive int(64) 7
                        c_price text BNI=
                        id int(64) 1
                        """);
    }
}
