// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.spill;

/**
 * A run of bytes in a {@link SpillFile}.
 *
 * @param position of the first byte
 * @param length in bytes, positive
 */
public record Extent(long position, int length) {}
