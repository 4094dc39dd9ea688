// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.delivery.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** S3 did not do what it was asked. The message is for the user and has no secrets. */
public final class S3Failure extends Exception {
    private final @Nullable String code;
    private final int status;
    private final boolean passing;
    private final Duration notBefore;

    S3Failure(
            String message,
            @Nullable String code,
            int status,
            boolean passing,
            Duration notBefore,
            @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.status = status;
        this.passing = passing;
        this.notBefore = notBefore;
    }

    /** One that no repetition mends and no reply of the store tells. */
    public static S3Failure lasting(String message) {
        return new S3Failure(message, null, 0, false, Duration.ZERO, null);
    }

    /** One that a repetition may mend, though no reply of the store tells. */
    static S3Failure passing(String message) {
        return new S3Failure(message, null, 0, true, Duration.ZERO, null);
    }

    /** The same, where more is known than the answer tells: a repetition may mend it. */
    S3Failure butPassing() {
        return new S3Failure(String.valueOf(getMessage()), code, status, true, notBefore, getCause());
    }

    /** Whether the store answered with this code, such as {@code NoSuchUpload}. */
    public boolean isCode(String name) {
        return name.equals(code);
    }

    /** The status of the store's answer; 0 where it gave none. */
    int status() {
        return status;
    }

    /** Whether the same request may succeed later. */
    public boolean isPassing() {
        return passing;
    }

    /** What a delivery answers. */
    public Outcome outcome() {
        return passing ? new Outcome.TryLater(this, notBefore) : new Outcome.Broken(this);
    }
}
