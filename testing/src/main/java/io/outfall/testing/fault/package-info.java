// SPDX-License-Identifier: Apache-2.0
/** What networks and servers do wrong, on demand: an HTTP proxy that fails chosen requests in a chosen way. */
@NullMarked
package io.outfall.testing.fault;

import org.jspecify.annotations.NullMarked;
