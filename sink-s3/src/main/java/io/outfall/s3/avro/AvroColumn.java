// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

import io.outfall.type.SemanticType;

/**
 * One column of a file or of a row.
 *
 * @param name unique among the columns; what Avro does not allow in names is written otherwise
 * @param type what it means
 * @param doc what the source calls the type; goes into the schema
 */
public record AvroColumn(String name, SemanticType type, String doc) {}
