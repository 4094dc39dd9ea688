// SPDX-License-Identifier: Apache-2.0
/**
 * Turns Kafka records into change events. {@link io.outfall.decode.EventDecoder} is the way in. Inside, a record is
 * first recognised ({@code Shape}), then read by a {@code Plan} that was compiled once for its key and value schemas.
 *
 * <p>To support another shape of record: add it to {@code Shape}, tell in {@code Shapes} how to know it, and write its
 * {@code Plan}. To support another source's log positions, see {@code SourcePositions}.
 */
@NullMarked
package io.outfall.decode;

import org.jspecify.annotations.NullMarked;
