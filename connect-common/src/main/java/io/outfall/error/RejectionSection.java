// SPDX-License-Identifier: Apache-2.0
package io.outfall.error;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link RejectionSettings}. */
public final class RejectionSection implements Section<RejectionSettings> {
    private static final Key<RejectionPolicy> POLICY = Key.oneOf("rejection.policy", RejectionPolicy.class)
            .doc(
                    "Where a record goes that cannot be delivered, while the others go on. `report` hands it to Connect, which "
                            + "writes it to the dead letter queue or the log as `errors.*` say, and fails the task where they say "
                            + "nothing; its offset is committed only when it is there. `fail` fails the task. `drop` counts it, logs "
                            + "it and leaves it out.")
            .importance(Importance.HIGH)
            .defaultsTo(RejectionPolicy.REPORT);
    private static final Key<Duration> LOG_INTERVAL = Key.millis(
                    "rejection.log.interval.ms", Duration.ZERO, Duration.ofDays(1))
            .doc(
                    "How often a task logs one of the records that it reports or drops, at most; the others are counted. Each "
                            + "log line names topic, partition, offset, column and reason, and no value.")
            .importance(Importance.LOW)
            .defaultsTo(Duration.ofSeconds(10));

    @Override
    public String title() {
        return "Rejected records";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(POLICY, LOG_INTERVAL);
    }

    @Override
    public RejectionSettings read(Values values) {
        return new RejectionSettings(values.get(POLICY), values.get(LOG_INTERVAL));
    }
}
