// SPDX-License-Identifier: Apache-2.0
/** When a server is to be left alone: because it says so, because it fails, or because the user wants no more. */
@NullMarked
package io.outfall.http.pace;

import org.jspecify.annotations.NullMarked;
