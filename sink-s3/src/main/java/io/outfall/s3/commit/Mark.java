// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * What the names of files tell of who wrote them: which connector's partition, and in which epoch. By it a new owner
 * knows the uploads that a former one left behind, and no file of one owner has the name of another's.
 *
 * @param code of connector, topic and partition: 50 bits of a hash, as 10 digits and letters
 * @param epoch of the owner
 */
public record Mark(String code, long epoch) {
    private static final int CODE_LENGTH = 10;
    private static final int CODE_BITS = 5;
    private static final int RADIX = 36;
    private static final Pattern IN_KEY = Pattern.compile("([0-9a-v]{" + CODE_LENGTH + "})-([0-9a-z]{1,12})\\.");

    /** The mark of one owner of a partition. */
    static Mark of(String connector, TopicPartition partition, long epoch) {
        String name = connector + "\0" + partition.topic() + "\0" + partition.partition();
        long hash = 0;
        byte[] digest = sha256(name);
        for (int i = 0; i < Long.BYTES; i++) {
            hash = (hash << Byte.SIZE) | (digest[i] & 0xFF);
        }
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            int digit = (int) (hash >>> (i * CODE_BITS)) & ((1 << CODE_BITS) - 1);
            code.append(Character.forDigit(digit, 1 << CODE_BITS));
        }
        return new Mark(code.toString(), epoch);
    }

    /** The mark of the file that has a key, if there is one. */
    static Optional<Mark> in(String key) {
        Matcher last = IN_KEY.matcher(key);
        Optional<Mark> mark = Optional.empty();
        while (last.find()) {
            mark = Optional.of(new Mark(last.group(1), Long.parseLong(last.group(2), RADIX)));
        }
        return mark;
    }

    /** As it stands in names, such as {@code k3v9s2m7q4-mk7ja3p0}. */
    @Override
    public String toString() {
        return code + "-" + Long.toString(epoch, RADIX).toLowerCase(Locale.ROOT);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
