// SPDX-License-Identifier: Apache-2.0
/** A sink task that is driven in process as a worker drives it, through rebalances, rewinds and crashes. */
@NullMarked
package io.outfall.testing.replay;

import org.jspecify.annotations.NullMarked;
