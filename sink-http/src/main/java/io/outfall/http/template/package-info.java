// SPDX-License-Identifier: Apache-2.0
/**
 * Texts with placeholders, and what they become for one change: bodies, addresses and header values. A template is
 * parsed once, as a value; a renderer made of it is owned by one task and remembers where it found the columns of the
 * last row.
 */
@NullMarked
package io.outfall.http.template;

import org.jspecify.annotations.NullMarked;
