// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.json.JsonReader;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** A filter that makes one value of another. Never sees NULL or what is missing. */
enum Conversion {
    /** Date and time by ISO 8601; a whole number counts as milliseconds since 1970. */
    ISO8601 {
        @Override
        Cell of(Cell cell, CellText text) throws UnfitRowException {
            if (cell.type() instanceof SemanticType.Int) {
                return Cell.text(text.of(new Cell(new SemanticType.Instant(TimeUnit.MILLIS), cell.value())));
            }
            moment(cell);
            return Cell.text(text.of(cell));
        }
    },
    /** Milliseconds since 1970; of a time of day, since midnight. */
    EPOCH_MS {
        @Override
        Cell of(Cell cell, CellText text) throws UnfitRowException {
            return cell.type() instanceof SemanticType.Int ? cell : new Cell(new SemanticType.Int(64), millis(cell));
        }
    },
    /** The day of a date or of a point in time, such as {@code 2024-02-29}. */
    DATE {
        @Override
        Cell of(Cell cell, CellText text) throws UnfitRowException {
            boolean ofDay = cell.type() instanceof SemanticType.Time;
            if (ofDay) {
                throw unfit("is a time of day and has no date");
            }
            long day = Math.floorDiv(millis(cell), MILLIS_PER_DAY);
            return Cell.text(text.of(new Cell(new SemanticType.Date(), day)));
        }
    },
    /** The value as text. */
    STRING {
        @Override
        Cell of(Cell cell, CellText text) {
            return Cell.text(text.of(cell));
        }
    },
    /** A number, also of text that is one. */
    NUMBER {
        @Override
        Cell of(Cell cell, CellText text) throws UnfitRowException {
            SemanticType type = cell.type();
            if (type instanceof SemanticType.Int
                    || type instanceof SemanticType.Real
                    || type instanceof SemanticType.Decimal
                    || type instanceof SemanticType.VariableDecimal) {
                return cell;
            }
            if (cell.value() instanceof String digits) {
                try {
                    return new Cell(new SemanticType.VariableDecimal(), new BigDecimal(digits.strip()));
                } catch (NumberFormatException e) {
                    throw unfit("is text that is no number");
                }
            }
            throw unfit("is no number");
        }
    },
    /** Bytes, or the UTF-8 of a text, as Base64. */
    BASE64 {
        @Override
        Cell of(Cell cell, CellText text) {
            byte[] bytes;
            if (cell.value() instanceof byte[] array) {
                bytes = array;
            } else if (cell.value() instanceof ByteBuffer buffer) {
                bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
            } else {
                bytes = text.of(cell).getBytes(StandardCharsets.UTF_8);
            }
            return Cell.text(Base64.getEncoder().encodeToString(bytes));
        }
    },
    /** Text that is JSON as the JSON that it is. */
    JSON {
        @Override
        Cell of(Cell cell, CellText text) throws UnfitRowException {
            if (!(cell.value() instanceof String document)) {
                return cell;
            }
            try {
                JsonReader.read(document);
            } catch (IllegalArgumentException e) {
                throw unfit("is " + e.getMessage());
            }
            return new Cell(new SemanticType.Json(), document);
        }
    },
    /** Bytes that are text in UTF-8 as that text. */
    UTF8 {
        @Override
        Cell of(Cell cell, CellText text) throws UnfitRowException {
            ByteBuffer bytes;
            if (cell.value() instanceof byte[] array) {
                bytes = ByteBuffer.wrap(array);
            } else if (cell.value() instanceof ByteBuffer buffer) {
                bytes = buffer.duplicate();
            } else {
                return cell;
            }
            try {
                return Cell.text(
                        StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
            } catch (CharacterCodingException e) {
                throw unfit("is no text in UTF-8");
            }
        }
    },
    LOWER {
        @Override
        Cell of(Cell cell, CellText text) {
            return Cell.text(text.of(cell).toLowerCase(Locale.ROOT));
        }
    },
    UPPER {
        @Override
        Cell of(Cell cell, CellText text) {
            return Cell.text(text.of(cell).toUpperCase(Locale.ROOT));
        }
    };

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    /**
     * Converts a value.
     *
     * @throws UnfitRowException if there is no such form of it
     */
    abstract Cell of(Cell cell, CellText text) throws UnfitRowException;

    private static long millis(Cell cell) throws UnfitRowException {
        long value = moment(cell);
        SemanticType type = cell.type();
        if (type instanceof SemanticType.Date) {
            return Math.multiplyExact(value, MILLIS_PER_DAY);
        }
        TimeUnit unit = type instanceof SemanticType.Instant instant
                ? instant.unit()
                : type instanceof SemanticType.LocalTimestamp local ? local.unit() : ((SemanticType.Time) type).unit();
        return Math.floorDiv(value, unit.perSecond() / MILLIS_PER_SECOND);
    }

    private static long moment(Cell cell) throws UnfitRowException {
        SemanticType type = cell.type();
        boolean temporal = type instanceof SemanticType.Instant
                || type instanceof SemanticType.LocalTimestamp
                || type instanceof SemanticType.Date
                || type instanceof SemanticType.Time;
        if (temporal && cell.value() instanceof Number number) {
            return number.longValue();
        }
        throw unfit("is no date and no time");
    }

    private static UnfitRowException unfit(String reason) {
        return new UnfitRowException(null, reason);
    }
}
