// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was {@link Learned} about the leaves of all files of one topic. */
final class LearnedTopic {
    private final Map<List<String>, Learned> leaves = new HashMap<>();

    Learned leaf(List<String> path) {
        return leaves.computeIfAbsent(path, unseen -> new Learned());
    }
}
