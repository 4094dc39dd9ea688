// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.event.Origin;
import io.outfall.event.Position;
import io.outfall.event.Row;
import io.outfall.json.JsonWriter;
import io.outfall.row.ChangeRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a server can tell that it gets a change again: by a text that is the same whenever the change is sent, also after
 * a restart.
 *
 * @param form what the text is made of
 * @param header which header carries it; null for none
 */
public record Idempotency(Form form, @Nullable String header) {
    private static final int HASH_BYTES = 16;

    /** What the text is made of. */
    public enum Form {
        /** Topic, partition and offset. */
        OFFSET,
        /**
         * A hash of the table's topic, the key and the place in the source's log: the same also where the topic is
         * written anew. Rows without such a place have the other form.
         */
        SOURCE
    }

    /** The text of one change: printable ASCII without blanks. */
    public String of(ChangeRow change) {
        Position position = change.source().position();
        Row key = change.key();
        if (form == Form.OFFSET || key == null || position.isNone()) {
            Origin origin = Origin.of(change.record());
            return origin.topic() + "-" + origin.partition() + "-" + origin.offset();
        }
        return hash(change.record().originalTopic() + '\n' + text(key) + '\n' + position + '\n' + change.op());
    }

    /**
     * The text of a request: that of its change or, of several, one that no other set of changes has. Parts of a
     * request are sent again, and changes share another one after a restart; a server must not take these for the same.
     */
    static String of(List<Item> items) {
        String first = items.get(0).idempotencyKey();
        if (items.size() == 1) {
            return first;
        }
        String last = items.get(items.size() - 1).idempotencyKey();
        String all = items.stream().map(Item::idempotencyKey).collect(Collectors.joining("\n"));
        return first + ".." + last + "-" + hash(all);
    }

    private static String text(Row key) {
        JsonWriter json = new JsonWriter();
        return json.row(key).text();
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
