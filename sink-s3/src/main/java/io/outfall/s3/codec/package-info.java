// SPDX-License-Identifier: Apache-2.0
/** Bytes on their way into a file: where they go, and how blocks of them are held and compressed. */
@NullMarked
package io.outfall.s3.codec;

import org.jspecify.annotations.NullMarked;
