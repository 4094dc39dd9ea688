// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.report;

import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Where to tell what became of changes.
 *
 * @param successTopic of those that the server took; null for nowhere
 * @param errorTopic of those that it did not take; null for nowhere
 * @param producer settings of the producer; any may be a secret
 */
public record ReportSettings(
        @Nullable String successTopic, @Nullable String errorTopic, Map<String, Password> producer) {
    public ReportSettings {
        producer = Map.copyOf(producer);
    }
}
