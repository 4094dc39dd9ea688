// SPDX-License-Identifier: Apache-2.0
/**
 * Requests and their answers on the wire: one small interface over the JDK's client, TLS, proxy, and what an error
 * means.
 */
@NullMarked
package io.outfall.http.client;

import org.jspecify.annotations.NullMarked;
