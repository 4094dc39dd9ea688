// SPDX-License-Identifier: Apache-2.0
/** What one row of a file holds besides the row image: the metadata of the change. */
@NullMarked
package io.outfall.s3.row;

import org.jspecify.annotations.NullMarked;
