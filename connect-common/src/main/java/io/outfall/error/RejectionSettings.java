// SPDX-License-Identifier: Apache-2.0
package io.outfall.error;

import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to do with rejected records.
 *
 * @param policy where they go
 * @param logInterval how often one of those that do not fail the task is logged, at most
 */
public record RejectionSettings(RejectionPolicy policy, Duration logInterval) {
    private static final Logger LOG = LoggerFactory.getLogger(RejectionSettings.class);

    /** Whether a rejected record fails the task. */
    public boolean failTask(SinkTaskContext context) {
        return switch (policy) {
            case FAIL -> true;
            case DROP -> false;
            case REPORT ->
                context.errantRecordReporter() == null
                        || !"all".equals(context.configs().get("errors.tolerance"));
        };
    }

    /** The rejections of a task, by the reporter that its worker gives it. */
    public Rejections open(SinkTaskContext context, Clock clock) {
        return open(context.errantRecordReporter(), clock);
    }

    Rejections open(@Nullable ErrantRecordReporter reporter, Clock clock) {
        if (policy == RejectionPolicy.DROP) {
            RejectionLog log = new RejectionLog("dropped", logInterval, clock);
            return rejection -> {
                log.line(rejection).ifPresent(LOG::warn);
                return Settlement.DONE;
            };
        }
        if (policy == RejectionPolicy.FAIL) {
            return RejectionSettings::fail;
        }
        if (reporter == null) {
            LOG.warn(
                    "Rejected records will fail this task: the worker has neither a dead letter queue nor an error log "
                            + "for it (errors.tolerance, errors.deadletterqueue.topic.name, errors.log.enable)");
            return RejectionSettings::fail;
        }
        RejectionLog log = new RejectionLog("reported", logInterval, clock);
        return rejection -> {
            Settlement settlement = report(rejection, reporter);
            log.line(rejection).ifPresent(LOG::warn);
            return settlement;
        };
    }

    private static Settlement fail(Rejection rejection) {
        throw new RejectedRecordException(rejection);
    }

    private static Settlement report(Rejection rejection, ErrantRecordReporter reporter) {
        RejectedRecordException reason = new RejectedRecordException(rejection);
        try {
            return Settlement.of(reporter.report(rejection.record(), reason), rejection);
        } catch (ConnectException e) {
            // With errors.tolerance=none the reporter wraps the reason and throws it back.
            if (e.getCause() == reason) {
                throw reason;
            }
            throw new ConnectException("The dead letter queue cannot take a rejected record: " + rejection, e);
        }
    }
}
