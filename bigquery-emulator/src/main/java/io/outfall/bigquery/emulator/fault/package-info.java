// SPDX-License-Identifier: Apache-2.0
/** What a test scripts and counts: operations, faults, calls. */
@NullMarked
package io.outfall.bigquery.emulator.fault;

import org.jspecify.annotations.NullMarked;
