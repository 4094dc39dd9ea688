// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.outfall.bigquery.emulator;

import org.jspecify.annotations.NullMarked;
