// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * An order table of 16 columns, about 275 bytes of values a row, as a converter hands it over: Structs whose every
 * value is an object of its own. The same number always gives the same row.
 */
final class BenchmarkRows {
    private static final String[] STATUS = {
        "NEW", "PAID", "PICKED", "SHIPPED", "DELIVERED", "RETURNED", "CANCELLED", "ON_HOLD"
    };
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long FIRST_MICROS = 1_700_000_000_000_000L;
    private static final SemanticType TEXT = new SemanticType.Text();
    private static final SemanticType LONG = new SemanticType.Int(64);
    private static final SemanticType INT = new SemanticType.Int(32);
    private static final SemanticType DOUBLE = new SemanticType.Real(64);
    private static final SemanticType MICROS = new SemanticType.LocalTimestamp(TimeUnit.MICROS);

    private final Schema schema = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("customer_id", Schema.INT64_SCHEMA)
            .field("qty", Schema.INT32_SCHEMA)
            .field("price", Schema.FLOAT64_SCHEMA)
            .field(
                    "amount",
                    Decimal.builder(2)
                            .parameter("connect.decimal.precision", "12")
                            .build())
            .field("created_at", Schema.INT64_SCHEMA)
            .field("updated_at", Schema.OPTIONAL_INT64_SCHEMA)
            .field("status", Schema.STRING_SCHEMA)
            .field("country", Schema.STRING_SCHEMA)
            .field("email", Schema.STRING_SCHEMA)
            .field("descr", Schema.OPTIONAL_STRING_SCHEMA)
            .field("uuid", Schema.STRING_SCHEMA)
            .field("active", Schema.BOOLEAN_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("score", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("ref_id", Schema.OPTIONAL_INT32_SCHEMA)
            .build();
    private final List<SemanticType> types = List.of(
            LONG,
            LONG,
            INT,
            DOUBLE,
            new SemanticType.Decimal(12, 2),
            MICROS,
            MICROS,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            new SemanticType.Bool(),
            TEXT,
            DOUBLE,
            INT);
    private final String[] words = words(7, 2000, 3, 8, 'a');
    private final String[] countries = words(9, 200, 5, 10, 'A');

    List<Field> fields() {
        return schema.fields();
    }

    ParquetSchema parquetSchema() {
        return new ParquetSchema(schema.fields().stream()
                .map(field -> new ParquetColumn(
                        field.name(),
                        types.get(field.index()),
                        field.schema().type().getName(),
                        null))
                .toList());
    }

    Struct row(long number) {
        // Seeds in a row would give sequences that overlap, and pages that compress too well.
        SplittableRandom random = new SplittableRandom(new SplittableRandom(~number * 31).nextLong());
        long created = FIRST_MICROS + number * 1000;
        Struct row = new Struct(schema)
                .put("id", number)
                .put("customer_id", (long) random.nextInt(1_000_000))
                .put("qty", 1 + random.nextInt(100))
                .put("price", Math.round(random.nextDouble() * 100_000) / 100.0)
                .put("amount", new BigDecimal(BigInteger.valueOf(random.nextLong(1_000_000_000L)), 2))
                .put("created_at", created)
                .put("status", new String(STATUS[random.nextInt(8)].toCharArray()))
                .put("country", new String(skewed(random, countries).toCharArray()))
                .put("email", email(random))
                .put("uuid", uuid(random))
                .put("active", random.nextInt(3) != 0);
        if (random.nextInt(5) != 0) {
            row.put("updated_at", created + random.nextInt(1_000_000_000));
        }
        if (random.nextInt(20) != 0) {
            row.put("descr", sentence(random, 80 + random.nextInt(40)));
        }
        if (random.nextInt(10) < 3) {
            row.put("note", sentence(random, 40));
        }
        if (random.nextInt(10) >= 3) {
            row.put("score", random.nextDouble());
        }
        if (random.nextBoolean()) {
            row.put("ref_id", random.nextInt(5_000_000));
        }
        return row;
    }

    private String email(SplittableRandom random) {
        return words[random.nextInt(2000)] + '.' + random.nextInt(100_000) + '@' + words[random.nextInt(50)]
                + ".example.com";
    }

    private String sentence(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder(length + 16);
        while (text.length() < length) {
            text.append(skewed(random, words)).append(' ');
        }
        return text.toString();
    }

    private static String uuid(SplittableRandom random) {
        byte[] text = new byte[36];
        for (int i = 0; i < text.length; i++) {
            text[i] = i == 8 || i == 13 || i == 18 || i == 23 ? (byte) '-' : HEX[random.nextInt(16)];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static String skewed(SplittableRandom random, String[] from) {
        return from[(int) (from.length * random.nextDouble() * random.nextDouble())];
    }

    private static String[] words(long seed, int count, int least, int more, char first) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] words = new String[count];
        for (int i = 0; i < count; i++) {
            StringBuilder word = new StringBuilder();
            for (int length = least + random.nextInt(more); length > 0; length--) {
                word.append((char) (first + (int) (random.nextInt(26) * random.nextDouble())));
            }
            words[i] = word.toString();
        }
        return words;
    }
}
