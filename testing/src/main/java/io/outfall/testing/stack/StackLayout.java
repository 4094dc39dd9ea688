// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a {@link ConnectStack} consists of. A Kafka broker and a worker are always there.
 *
 * @param worker what the worker is started with
 * @param parts what is there besides
 */
public record StackLayout(WorkerSettings worker, Set<Part> parts) {

    /** A server that a stack may have. */
    public enum Part {
        POSTGRES,
        S3,
        REGISTRY
    }

    public StackLayout {
        parts = Set.copyOf(parts);
    }

    /** A stack with this worker and, unless added, nothing but a broker. */
    public static StackLayout of(WorkerSettings worker) {
        return new StackLayout(worker, Set.of());
    }

    /** Adds servers. */
    public StackLayout with(Part... more) {
        return new StackLayout(
                worker, Stream.concat(parts.stream(), Arrays.stream(more)).collect(Collectors.toSet()));
    }
}
