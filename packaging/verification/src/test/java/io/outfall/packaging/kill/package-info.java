// SPDX-License-Identifier: Apache-2.0
/** What is in the bucket, or in the tables, after workers were killed and stalled under load. */
@NullMarked
package io.outfall.packaging.kill;

import org.jspecify.annotations.NullMarked;
