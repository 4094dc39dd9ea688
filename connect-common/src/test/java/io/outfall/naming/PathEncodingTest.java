// SPDX-License-Identifier: Apache-2.0
package io.outfall.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class PathEncodingTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "orders, orders",
                "2024-02-29, 2024-02-29",
                "Ação, Ação",
                "東京, 東京",
                "😀, 😀",
                "a/b, a%2Fb",
                "../x, %2E.%2Fx",
                "., %2E",
                ".., %2E.",
                ".hidden, %2Ehidden",
                "a.b, a.b",
                "a=b, a%3Db",
                "100%, 100%25",
                "%2F, %252F",
                "ana@example.com, ana%40example.com",
                "10:30 h, 10%3A30%20h",
                "__HIVE_DEFAULT_PARTITION__, %5F_HIVE_DEFAULT_PARTITION__",
                "__EMPTY__, %5F_EMPTY__",
                "__op, __op",
            })
    void aTextIsOneSegmentThatPeopleCanRead(String value, String segment) {
        assertThat(PathEncoding.encode(value)).isEqualTo(segment);
    }

    @Test
    void nullAndTheEmptyTextHaveNamesOfTheirOwn() {
        assertThat(PathEncoding.encode(null)).isEqualTo("__HIVE_DEFAULT_PARTITION__");
        assertThat(PathEncoding.encode("")).isEqualTo("__EMPTY__");
    }

    @Test
    void whatUtf8OrXmlCannotHoldIsWrittenInDigits() {
        assertThat(PathEncoding.encode("a\u0000b\n\u007f")).isEqualTo("a%00b%0A%7F");
        assertThat(PathEncoding.encode("\u0085\ud83d-\ufffe\uffff")).isEqualTo("%u0085%uD83D-%uFFFE%uFFFF");
    }

    @Test
    void aPartitionColumnIsNameAndValueOfWhichNeitherHidesTheSign() {
        assertThat(PathEncoding.encode("a=b", "c=d")).isEqualTo("a%3Db=c%3Dd");
        assertThat(PathEncoding.encode("region", null)).isEqualTo("region=__HIVE_DEFAULT_PARTITION__");
    }

    @Property
    void everySegmentIsOneDirectoryOfPlainCharacters(@ForAll("texts") String value) throws Exception {
        String segment = PathEncoding.encode(value);

        assertThat(segment).isNotEmpty().doesNotStartWith(".").doesNotContain("/", "\\", "=");
        assertThat(segment.chars()).noneMatch(Character::isISOControl);
        assertThat(new String(segment.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(segment);
        // As S3 lists it; '&' and '<' are always escaped.
        String listed = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader("<Key>" + segment + "</Key>")))
                .getDocumentElement()
                .getTextContent();
        assertThat(listed).isEqualTo(segment);
    }

    @Property
    void theValueCanBeToldFromTheSegmentSoNoTwoShareOne(@ForAll("texts") String value) {
        assertThat(decode(PathEncoding.encode(value))).isEqualTo(value);
    }

    @Property
    void sparkAndHiveReadBackEveryValueOfUtf8(@ForAll("utf8") String value) {
        assertThat(hive(PathEncoding.encode(value))).isEqualTo(value);
    }

    @Test
    void duckDbReadsBackTheValuesOfAPartitionColumn(@TempDir Path folder) throws Exception {
        Map<String, String> expected = new HashMap<>();
        int file = 0;
        for (String value : new String[] {
            "orders",
            "Ação",
            "東京",
            "😀",
            "a/b",
            "..",
            "a=b",
            "100%",
            "%2F",
            "10:30 h",
            "__HIVE_DEFAULT_PARTITION__",
            "a+b",
            "'\"*?[]{}^#&<>"
        }) {
            write(folder, value, ++file);
            expected.put(Integer.toString(file), value);
        }
        write(folder, null, ++file);
        expected.put(Integer.toString(file), null);

        Map<String, String> found = new HashMap<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = duckDb.createStatement()
                        .executeQuery("select id, v from read_csv('" + folder
                                + "/**/*.csv', hive_partitioning = true, hive_types = {'v': varchar})")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    private static void write(Path folder, @Nullable String value, int id) throws Exception {
        Path partition = Files.createDirectories(folder.resolve(PathEncoding.encode("v", value)));
        Files.writeString(partition.resolve("x.csv"), "id\n" + id + "\n");
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> nasty = Arbitraries.of(
                '.', '/', '\\', '%', '_', '=', '2', 'F', 'u', '\0', '\n', '\u0080', '\u009f', '\u00a0', '\u2028',
                '\ud83d', '\ude00', '\ufffe', '\uffff', ' ', '&', '<', 'ã');
        return Arbitraries.oneOf(
                nasty.list().ofMaxSize(12).map(PathEncodingTest::text),
                Arbitraries.strings().all().ofMaxLength(30),
                Arbitraries.of(
                        "", ".", "..", "__EMPTY__", "__ABSENT__", "__HIVE_DEFAULT_PARTITION__", "%5F_EMPTY__", "__"));
    }

    @Provide
    Arbitrary<String> utf8() {
        return texts().filter(
                        text -> !text.isEmpty() && text.codePoints().noneMatch(PathEncodingTest::isWrittenInDigits));
    }

    private static boolean isWrittenInDigits(int character) {
        return (character >= 0x80 && character < 0xA0)
                || (character >= 0xD800 && character < 0xE000)
                || character == 0xFFFE
                || character == 0xFFFF;
    }

    private static String text(Iterable<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }

    /** The inverse of the encoding, as its documentation says. */
    private static String decode(String segment) {
        if (segment.equals(PathEncoding.EMPTY)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c != '%') {
                text.append(c);
            } else if (segment.charAt(i + 1) == 'u') {
                text.append((char) Integer.parseInt(segment.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                text.append((char) Integer.parseInt(segment.substring(i + 1, i + 3), 16));
                i += 2;
            }
        }
        return text.toString();
    }

    /** How Hive and Spark take the name of a directory apart: two digits after a percent sign are one UTF-16 unit. */
    private static String hive(String segment) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%'
                    && i + 2 < segment.length()
                    && segment.substring(i + 1, i + 3).matches("[0-9a-fA-F]{2}")) {
                text.append((char) Integer.parseInt(segment.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
