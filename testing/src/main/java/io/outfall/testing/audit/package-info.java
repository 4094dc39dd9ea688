// SPDX-License-Identifier: Apache-2.0
/** Holding a bucket against the topics that it was filled from, offset by offset. */
@NullMarked
package io.outfall.testing.audit;

import org.jspecify.annotations.NullMarked;
