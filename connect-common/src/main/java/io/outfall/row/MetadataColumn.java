// SPDX-License-Identifier: Apache-2.0
package io.outfall.row;

/**
 * A metadata column of a change log.
 *
 * @param field what it says
 * @param name what it is called
 */
public record MetadataColumn(MetadataField field, String name) {}
