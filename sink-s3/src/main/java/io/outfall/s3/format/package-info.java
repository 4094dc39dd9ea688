// SPDX-License-Identifier: Apache-2.0
/** The forms that files can have: rows of a change log into the bytes of one file. */
@NullMarked
package io.outfall.s3.format;

import org.jspecify.annotations.NullMarked;
