// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.bench;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Rows of an orders table as a converter hands them over: 16 columns, about 275 bytes of values, every value an object
 * of its own. The same index always gives the same row.
 */
public final class OrderRows {
    private static final String MICRO_TIMESTAMP = "io.debezium.time.MicroTimestamp";
    private static final long BASE_MICROS = 1_767_225_600_000_000L;
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final String[] STATUS = {
        "NEW", "PAID", "PICKED", "SHIPPED", "DELIVERED", "RETURNED", "CANCELLED", "ON_HOLD"
    };
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Options options;
    private final Schema row = rowSchema();
    private final Schema key = SchemaBuilder.struct()
            .name("db.public.orders.Key")
            .field("id", Schema.INT64_SCHEMA)
            .build();
    private final Schema envelope = SchemaBuilder.struct()
            .name("db.public.orders.Envelope")
            .field("before", row)
            .field("after", row)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    private final long[] offsets;
    private final String[] words = words(7, 2000, 3, 8, 'a');
    private final String[] countries = words(9, 200, 5, 10, 'A');

    /**
     * What rows to make.
     *
     * @param topic their topic
     * @param partitions they are dealt out to as many partitions
     * @param hours event times are spread back over as many hours at random; 0 or 1 lets them only grow
     * @param envelopes whether the row is wrapped in a Debezium envelope and has a key
     */
    public record Options(String topic, int partitions, int hours, boolean envelopes) {}

    public OrderRows(Options options) {
        this.options = options;
        this.offsets = new long[options.partitions()];
    }

    /** The {@code i}-th row; ask for rows in rising order, for the offsets. */
    public SinkRecord record(long i) {
        SplittableRandom random = new SplittableRandom(mix(i));
        long micros = BASE_MICROS + i * 1000;
        if (options.hours() > 1) {
            micros -= HOUR_MICROS * random.nextInt(options.hours());
        }
        Struct values = row(i, micros, random);
        int partition = (int) (i % options.partitions());
        long offset = offsets[partition]++;
        long millis = micros / 1000;
        if (!options.envelopes()) {
            return new SinkRecord(
                    options.topic(), partition, null, null, row, values, offset, millis, TimestampType.CREATE_TIME);
        }
        Struct change = new Struct(envelope).put("after", values).put("op", "c").put("ts_ms", millis);
        Struct id = new Struct(key).put("id", i);
        return new SinkRecord(
                options.topic(), partition, key, id, envelope, change, offset, millis, TimestampType.CREATE_TIME);
    }

    private static Schema rowSchema() {
        return SchemaBuilder.struct()
                .name("db.public.orders.Value")
                .optional()
                .field("id", Schema.INT64_SCHEMA)
                .field("customer_id", Schema.INT64_SCHEMA)
                .field("qty", Schema.INT32_SCHEMA)
                .field("price", Schema.FLOAT64_SCHEMA)
                .field(
                        "amount",
                        Decimal.builder(2)
                                .parameter("connect.decimal.precision", "12")
                                .build())
                .field("created_at", SchemaBuilder.int64().name(MICRO_TIMESTAMP).build())
                .field(
                        "updated_at",
                        SchemaBuilder.int64().optional().name(MICRO_TIMESTAMP).build())
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
    }

    private Struct row(long i, long micros, SplittableRandom random) {
        Struct values = new Struct(row);
        values.put("id", i);
        values.put("customer_id", (long) random.nextInt(1_000_000));
        values.put("qty", 1 + random.nextInt(100));
        values.put("price", Math.round(random.nextDouble() * 100_000) / 100.0);
        values.put("amount", new BigDecimal(BigInteger.valueOf(random.nextLong(1_000_000_000L)), 2));
        values.put("created_at", micros);
        if (random.nextInt(5) != 0) {
            values.put("updated_at", micros + random.nextInt(1_000_000_000));
        }
        values.put("status", fresh(STATUS[random.nextInt(8)]));
        values.put("country", fresh(countries[(int) (200 * random.nextDouble() * random.nextDouble())]));
        values.put(
                "email",
                words[random.nextInt(2000)] + '.' + random.nextInt(100_000) + '@' + words[random.nextInt(50)]
                        + ".example.com");
        if (random.nextInt(20) != 0) {
            values.put("descr", sentence(random, 80 + random.nextInt(40)));
        }
        values.put("uuid", uuid(random.nextLong(), random.nextLong()));
        values.put("active", random.nextInt(3) != 0);
        if (random.nextInt(10) < 3) {
            values.put("note", sentence(random, 40));
        }
        if (random.nextInt(10) >= 3) {
            values.put("score", random.nextDouble());
        }
        if (random.nextBoolean()) {
            values.put("ref_id", random.nextInt(5_000_000));
        }
        return values;
    }

    private String sentence(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder(length + 16);
        while (text.length() < length) {
            text.append(words[(int) (2000 * random.nextDouble() * random.nextDouble())])
                    .append(' ');
        }
        return text.toString();
    }

    private static String uuid(long high, long low) {
        byte[] text = new byte[36];
        for (int digit = 0, at = 0; digit < 32; digit++) {
            if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
                text[at++] = '-';
            }
            long half = digit < 16 ? high >>> (digit * 4) : low >>> ((digit - 16) * 4);
            text[at++] = HEX[(int) (half & 15)];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** A copy, as a converter would make: a sink must not gain from meeting the same object twice. */
    private static String fresh(String word) {
        return new String(word.toCharArray());
    }

    private static String[] words(long seed, int count, int min, int variation, char first) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] words = new String[count];
        for (int i = 0; i < count; i++) {
            char[] letters = new char[min + random.nextInt(variation)];
            for (int j = 0; j < letters.length; j++) {
                letters[j] = (char) (first + (int) (random.nextInt(26) * random.nextDouble()));
            }
            words[i] = new String(letters);
        }
        return words;
    }

    private static long mix(long seed) {
        long x = (seed ^ 0x5DEECE66DL) * 0xff51afd7ed558ccdL;
        x ^= x >>> 33;
        x *= 0xc4ceb9fe1a85ec53L;
        x ^= x >>> 29;
        return x * 0x94d049bb133111ebL ^ (x >>> 31);
    }
}
