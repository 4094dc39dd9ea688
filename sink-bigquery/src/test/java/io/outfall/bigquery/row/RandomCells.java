// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.type.SemanticType;
import io.outfall.type.SemanticType.Member;
import io.outfall.type.TimeUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Cells of random types with random values of BigQuery's range, and what is to be read of them by java.time's rules.
 */
final class RandomCells {
    private static final long FIRST_SECOND = -62_135_596_800L;
    private static final long LAST_SECOND = 253_402_300_799L;
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private RandomCells() {}

    record Cell(SemanticType type, Object value, String read) {}

    /** Cells of any type, lists and structs of others included. */
    static Arbitrary<Cell> any() {
        return cells(Arbitraries.oneOf(leaf(), leaf(), leaf(), bytes()));
    }

    /** The same without bytes, of which Google's code does not take the Base64 of JSON. */
    static Arbitrary<Cell> anyButBytes() {
        return cells(leaf());
    }

    private static Arbitrary<Cell> cells(Arbitrary<Cell> leaf) {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, leaf),
                net.jqwik.api.Tuple.of(1, listOfIntegers()),
                net.jqwik.api.Tuple.of(1, leaf.list().ofMinSize(1).ofMaxSize(4).map(RandomCells::struct)));
    }

    private static Arbitrary<Cell> leaf() {
        return Arbitraries.oneOf(
                Arbitraries.of(true, false).map(b -> new Cell(new SemanticType.Bool(), b, b.toString())),
                Arbitraries.longs().map(n -> new Cell(new SemanticType.Int(64), n, n.toString())),
                Arbitraries.doubles().map(d -> new Cell(new SemanticType.Real(64), d, d.toString())),
                texts().map(t -> new Cell(new SemanticType.Text(), t, t)),
                texts().map(t -> new Cell(new SemanticType.Json(), "\"" + escaped(t) + "\"", "\"" + escaped(t) + "\"")),
                decimals(),
                dates(),
                times(),
                timestamps());
    }

    private static Arbitrary<Cell> bytes() {
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class);
        return Combinators.combine(bytes, Arbitraries.of(true, false))
                .as((value, array) -> new Cell(
                        new SemanticType.Binary(),
                        array ? value : ByteBuffer.wrap(value),
                        HexFormat.of().formatHex(value)));
    }

    private static String escaped(String text) {
        return text.replace("\\", "").replace("\"", "").replaceAll("\\p{Cntrl}", "");
    }

    /** Text without halves of characters. */
    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .ofMaxLength(300)
                .map(text -> text.codePoints()
                        .filter(c -> c < 0xD800 || c > 0xDFFF)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .append(text.length() % 3 == 0 ? "\uD83D\uDE00" : "")
                        .toString());
    }

    private static Arbitrary<Cell> decimals() {
        Arbitrary<BigInteger> digits = Arbitraries.bigIntegers()
                .between(
                        BigInteger.TEN.pow(38).negate().add(BigInteger.ONE),
                        BigInteger.TEN.pow(38).subtract(BigInteger.ONE));
        return Combinators.combine(digits, Arbitraries.integers().between(0, 38))
                .as((unscaled, scale) -> {
                    BigDecimal value = new BigDecimal(unscaled, scale);
                    return new Cell(new SemanticType.Decimal(38, scale), value, plain(value));
                });
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static Arbitrary<Cell> dates() {
        return Arbitraries.longs()
                .between(FIRST_SECOND / 86_400, LAST_SECOND / 86_400)
                .map(day -> new Cell(
                        new SemanticType.Date(), day, LocalDate.ofEpochDay(day).toString()));
    }

    private static Arbitrary<Cell> times() {
        return Combinators.combine(Arbitraries.longs().between(0, DAY_NANOS - 1), Arbitraries.of(TimeUnit.class))
                .as((nanos, unit) -> {
                    long perUnit = TimeUnit.NANOS.perSecond() / unit.perSecond();
                    long value = nanos / perUnit;
                    LocalTime read = LocalTime.ofNanoOfDay(value * perUnit / 1_000 * 1_000);
                    return new Cell(new SemanticType.Time(unit), value, read.toString());
                });
    }

    private static Arbitrary<Cell> timestamps() {
        Arbitrary<Long> seconds = Arbitraries.longs().between(FIRST_SECOND, LAST_SECOND);
        Arbitrary<Integer> nanos = Arbitraries.integers().between(0, 999_999_999);
        return Combinators.combine(seconds, nanos, Arbitraries.of(TimeUnit.class), Arbitraries.of(true, false))
                .as(RandomCells::timestamp);
    }

    private static Cell timestamp(long second, int nano, TimeUnit unit, boolean utc) {
        // Nanoseconds of 64 bits reach from 1677 to 2262.
        long inRange = unit == TimeUnit.NANOS ? second % 9_000_000_000L : second;
        long perUnit = TimeUnit.NANOS.perSecond() / unit.perSecond();
        long value = inRange * unit.perSecond() + nano / perUnit;
        Instant read = Instant.ofEpochSecond(inRange, nano / perUnit * perUnit / 1_000 * 1_000);
        return utc
                ? new Cell(new SemanticType.Instant(unit), value, read.toString())
                : new Cell(
                        new SemanticType.LocalTimestamp(unit),
                        value,
                        LocalDateTime.ofInstant(read, ZoneOffset.UTC).toString());
    }

    private static Arbitrary<Cell> listOfIntegers() {
        return Arbitraries.integers().list().ofMinSize(1).ofMaxSize(40).map(list -> {
            String read = list.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
            return new Cell(new SemanticType.ListOf(new SemanticType.Int(32)), list, read);
        });
    }

    private static Cell struct(List<Cell> cells) {
        List<Member> members = new ArrayList<>();
        List<String> read = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            members.add(new Member("m" + i, cells.get(i).type()));
            read.add("m" + i + "=" + cells.get(i).read());
        }
        return new Cell(
                new SemanticType.StructOf(members),
                cells.stream().map(Cell::value).toArray(),
                read.stream().collect(Collectors.joining(", ", "{", "}")));
    }
}
