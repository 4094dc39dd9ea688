// SPDX-License-Identifier: Apache-2.0
/** The Storage Write interface over gRPC, version 1. */
@NullMarked
package io.outfall.bigquery.emulator.write;

import org.jspecify.annotations.NullMarked;
