// SPDX-License-Identifier: Apache-2.0
/** When an open file is full or due. */
@NullMarked
package io.outfall.s3.rotate;

import org.jspecify.annotations.NullMarked;
