// SPDX-License-Identifier: Apache-2.0
/**
 * An event as one row of a change log: the row image and the metadata of the change, for every sink that writes one.
 */
@NullMarked
package io.outfall.row;

import org.jspecify.annotations.NullMarked;
