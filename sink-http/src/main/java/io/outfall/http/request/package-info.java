// SPDX-License-Identifier: Apache-2.0
/**
 * Which request a change becomes, and which changes share one: operations and their mappings, rendered items, batches,
 * and the call that is made of them.
 */
@NullMarked
package io.outfall.http.request;

import org.jspecify.annotations.NullMarked;
