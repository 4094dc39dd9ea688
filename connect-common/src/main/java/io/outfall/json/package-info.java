// SPDX-License-Identifier: Apache-2.0
/** Canonical values as JSON text, the one way in which all sinks write them. */
@NullMarked
package io.outfall.json;

import org.jspecify.annotations.NullMarked;
