// SPDX-License-Identifier: Apache-2.0
/**
 * What a column means. A Connect schema (Connect, Debezium or Avro names, column parameters, configured rules) is
 * turned once into a {@link io.outfall.type.SemanticType} and a {@link io.outfall.type.Decoder}; each sink maps the
 * types to its own in one exhaustive place and never looks at a schema name again.
 */
@NullMarked
package io.outfall.type;

import org.jspecify.annotations.NullMarked;
