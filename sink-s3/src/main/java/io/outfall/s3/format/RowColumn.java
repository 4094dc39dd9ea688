// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.type.SemanticType;

/**
 * One column of a file: of the row, or of the metadata that follow it.
 *
 * @param name unique among the columns of a row
 * @param type what it means, and so what its canonical values are
 * @param sourceType what the source calls the type, or what the metadata mean
 */
record RowColumn(String name, SemanticType type, String sourceType) {}
