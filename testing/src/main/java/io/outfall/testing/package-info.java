// SPDX-License-Identifier: Apache-2.0
/**
 * Small stand-ins for the world outside: time. The real servers are in {@code stack}, real records in {@code fixture}.
 */
@NullMarked
package io.outfall.testing;

import org.jspecify.annotations.NullMarked;
