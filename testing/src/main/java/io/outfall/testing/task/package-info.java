// SPDX-License-Identifier: Apache-2.0
/** A sink task without a worker. */
@NullMarked
package io.outfall.testing.task;

import org.jspecify.annotations.NullMarked;
