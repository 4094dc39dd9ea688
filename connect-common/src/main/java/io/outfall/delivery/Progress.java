// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How far a partition has come.
 *
 * @param done the offsets that were handed in and of which nothing is held any more
 * @param witness the last record of these, if it has a timestamp
 */
public record Progress(OffsetSet done, @Nullable Witness witness) {}
