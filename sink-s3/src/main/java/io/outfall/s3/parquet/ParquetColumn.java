// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.type.SemanticType;
import org.jspecify.annotations.Nullable;

/**
 * One column that rows of a file have.
 *
 * @param name the column's name, unique in its schema
 * @param type what it means; decides the Parquet type and the canonical values that are written
 * @param sourceType what the source calls the type; goes to the file's metadata
 * @param doc what the source says about the column, or null; goes to the file's metadata
 */
public record ParquetColumn(
        String name,
        SemanticType type,
        String sourceType,
        @Nullable String doc) {

    ParquetColumn withType(SemanticType other) {
        return other.equals(type) ? this : new ParquetColumn(name, other, sourceType, doc);
    }
}
