// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import com.google.api.client.http.AbstractHttpContent;
import com.google.api.client.http.HttpMediaType;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** The body of a request of {@code tabledata.insertAll}, whose rows are JSON already. */
final class InsertBody extends AbstractHttpContent {
    // https://cloud.google.com/bigquery/quotas#streaming_inserts
    private static final int MAX_ID = 128;
    private static final int ID_NUMBERS = 32;
    private static final int HASH_BYTES = 16;
    private static final byte[] HEAD = ascii("{\"rows\":[");
    private static final byte[] ID = ascii("{\"insertId\":\"");
    private static final byte[] JSON_AFTER_ID = ascii("\",\"json\":");
    private static final byte[] JSON = ascii("{\"json\":");
    private static final byte[] TAIL = ascii("]}");

    private final List<ByteString> rows;
    private final List<SinkRecord> records;
    private final boolean identified;

    /** @param identified whether each row has its topic, partition and offset for an id */
    InsertBody(RowBatch batch, boolean identified) {
        super(new HttpMediaType("application", "json").setCharsetParameter(StandardCharsets.UTF_8));
        this.rows = batch.rows();
        this.records = batch.records();
        this.identified = identified;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(HEAD);
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            if (identified) {
                out.write(ID);
                out.write(ascii(id(records.get(i))));
                out.write(JSON_AFTER_ID);
            } else {
                out.write(JSON);
            }
            rows.get(i).writeTo(out);
            out.write('}');
        }
        out.write(TAIL);
        out.flush();
    }

    private static String id(SinkRecord record) {
        String topic = record.originalTopic();
        String name = topic.length() <= MAX_ID - ID_NUMBERS ? topic : hash(topic);
        return name + "-" + record.originalKafkaPartition() + "-" + record.originalKafkaOffset();
    }

    private static String hash(String topic) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(ascii(topic));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A topic has no other characters. */
    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
