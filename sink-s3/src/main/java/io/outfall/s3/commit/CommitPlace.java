// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.naming.PathEncoding;
import java.util.Locale;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a connector keeps its books in the bucket. A leading underscore hides them from engines that read directories
 * of files.
 *
 * @param prefix what all keys of the connector start with, without a slash at either end; empty for none
 * @param connector the connector's name
 */
public record CommitPlace(String prefix, String connector) {
    private static final String DIRECTORY = "_outfall";
    private static final int SEQUENCE_DIGITS = 20;

    /** The key of a partition's commit record. */
    String record(TopicPartition partition) {
        return below("commits") + of(partition);
    }

    /** The key of the manifest of one commit. They sort by age. */
    String manifest(TopicPartition partition, long sequence) {
        String digits = Long.toString(sequence);
        return below("manifests") + of(partition) + "/" + "0".repeat(SEQUENCE_DIGITS - digits.length()) + digits
                + ".json";
    }

    /** A folder that nobody else uses, to try the store out. */
    public String scratch(String name) {
        return below("probe") + PathEncoding.encode(name);
    }

    /** What the keys of all files start with. */
    String files() {
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    private String below(String kind) {
        return files() + DIRECTORY + "/" + kind + "/" + PathEncoding.encode(connector) + "/";
    }

    private static String of(TopicPartition partition) {
        return PathEncoding.encode(partition.topic()) + String.format(Locale.ROOT, "/%d", partition.partition());
    }
}
