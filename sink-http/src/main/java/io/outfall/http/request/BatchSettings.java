// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import java.time.Duration;

/**
 * Which changes share a request.
 *
 * @param framing what stands around and between them
 * @param rows how many there are at most
 * @param bytes how long the body is at most, before it is compressed
 * @param linger how long the first waits for others
 * @param compact whether a change replaces the one of the same key that waits
 * @param compression of bodies
 */
public record BatchSettings(
        Framing framing, int rows, long bytes, Duration linger, boolean compact, Compression compression) {}
