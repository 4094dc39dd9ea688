// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A shape as PostGIS and Debezium carry it.
 *
 * @param wkb well-known binary, ISO or extended; readers must not move the buffer
 * @param srid the spatial reference system of this one value, or null where the source has none
 */
public record GeometryValue(ByteBuffer wkb, @Nullable Integer srid) {}
