// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.s3.format.RowFamily;
import io.outfall.s3.path.FileGroup;

/**
 * Where rows share the file that is open.
 *
 * @param group rows whose path is the same
 * @param family rows whose columns do not contradict each other
 */
record FileSlot(FileGroup group, RowFamily family) {}
