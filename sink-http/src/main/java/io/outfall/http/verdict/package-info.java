// SPDX-License-Identifier: Apache-2.0
/** What an answer means: for a request as a whole, and for each of the changes in it. */
@NullMarked
package io.outfall.http.verdict;

import org.jspecify.annotations.NullMarked;
