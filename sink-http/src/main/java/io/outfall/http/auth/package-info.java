// SPDX-License-Identifier: Apache-2.0
/** Who sends requests: headers with secrets, and tokens, which the tasks of a worker share. */
@NullMarked
package io.outfall.http.auth;

import org.jspecify.annotations.NullMarked;
