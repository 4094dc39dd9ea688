// SPDX-License-Identifier: Apache-2.0
/** Settings that a known API needs, filled in where the user has not set them. */
@NullMarked
package io.outfall.http.preset;

import org.jspecify.annotations.NullMarked;
