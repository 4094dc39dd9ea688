// SPDX-License-Identifier: Apache-2.0
/** The HTTP proxy that a sink has between its worker and its target, and the login there. */
@NullMarked
package io.outfall.proxy;

import org.jspecify.annotations.NullMarked;
