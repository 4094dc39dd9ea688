// SPDX-License-Identifier: Apache-2.0
/** Where finished bytes of open files wait when there is no memory for them. */
@NullMarked
package io.outfall.s3.spill;

import org.jspecify.annotations.NullMarked;
