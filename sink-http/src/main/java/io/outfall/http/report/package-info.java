// SPDX-License-Identifier: Apache-2.0
/** What became of each change, told in topics of Kafka. */
@NullMarked
package io.outfall.http.report;

import org.jspecify.annotations.NullMarked;
