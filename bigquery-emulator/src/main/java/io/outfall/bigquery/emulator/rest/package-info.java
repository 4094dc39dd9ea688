// SPDX-License-Identifier: Apache-2.0
/** The REST interface, version 2. */
@NullMarked
package io.outfall.bigquery.emulator.rest;

import org.jspecify.annotations.NullMarked;
