// SPDX-License-Identifier: Apache-2.0
/**
 * Records that cannot be delivered, and where they go: {@link io.outfall.error.Rejection} says what is wrong with one,
 * {@link io.outfall.error.Rejections} settles it as {@link io.outfall.error.RejectionSettings} say.
 */
@NullMarked
package io.outfall.error;

import org.jspecify.annotations.NullMarked;
