// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.row;

/**
 * A metadata column of the files.
 *
 * @param field what it says
 * @param name what it is called
 */
public record MetadataColumn(MetadataField field, String name) {}
