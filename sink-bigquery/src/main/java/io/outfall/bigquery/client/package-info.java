// SPDX-License-Identifier: Apache-2.0
/** Google's clients for one project, as whom they speak to it, and what an error of BigQuery means. */
@NullMarked
package io.outfall.bigquery.client;

import org.jspecify.annotations.NullMarked;
