// SPDX-License-Identifier: Apache-2.0
/** An ingestion API as strict as one can be, for rows that a sink posts. */
@NullMarked
package io.outfall.testing.intake;

import org.jspecify.annotations.NullMarked;
