// SPDX-License-Identifier: Apache-2.0
/** A pipeline from PostgreSQL to S3 and BigQuery on one machine, with all its servers, for a first look. */
@NullMarked
package io.outfall.quickstart;

import org.jspecify.annotations.NullMarked;
