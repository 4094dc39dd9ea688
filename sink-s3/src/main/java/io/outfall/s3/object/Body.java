// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;

/**
 * The bytes of one request. They are in memory and stay as they are, so that a request can be repeated; nothing is
 * copied to send them.
 */
public sealed interface Body permits PartBuffer, Body.Whole, Body.Joined {

    /** How many bytes. */
    long length();

    /** The bytes from the start, each time anew. */
    InputStream stream();

    /** Their checksum. Costs a pass over them unless it was computed while they came. */
    default byte[] checksum(Checksum kind) {
        Checksum.Sum sum = kind.start();
        byte[] some = new byte[(int) Math.min(length(), 64 << 10)];
        try (InputStream in = stream()) {
            for (int n = in.read(some); n > 0; n = in.read(some)) {
                sum.update(some, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum.value();
    }

    /** A body of these very bytes, which must not change any more. */
    static Body of(byte[] bytes) {
        return new Whole(bytes);
    }

    /** One body after the other. */
    static Body of(List<? extends Body> bodies) {
        return new Joined(List.copyOf(bodies));
    }

    /** See {@link #of(byte[])}. */
    final class Whole implements Body {
        private final byte[] bytes;

        private Whole(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /** See {@link #of(List)}. */
    final class Joined implements Body {
        private final List<Body> bodies;

        private Joined(List<Body> bodies) {
            this.bodies = bodies;
        }

        @Override
        public long length() {
            return bodies.stream().mapToLong(Body::length).sum();
        }

        @Override
        public InputStream stream() {
            return new SequenceInputStream(
                    Collections.enumeration(bodies.stream().map(Body::stream).toList()));
        }
    }
}
