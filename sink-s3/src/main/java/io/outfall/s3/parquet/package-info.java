// SPDX-License-Identifier: Apache-2.0
/**
 * A writer of Apache Parquet files for many small and large files open at once. It knows nothing of records, topics or
 * object stores: canonical values go in by column, and bytes in file order come out at a
 * {@link io.outfall.s3.codec.ByteSink}.
 *
 * <p>Values are staged in plain form, one growing buffer per leaf, and everything else (levels, dictionary, statistics,
 * compression) happens when a page ends. So a row can be taken back by moving a few positions, an open file costs what
 * its rows weigh, and the hot path is an append.
 *
 * <p>Format: <a href="https://github.com/apache/parquet-format">parquet-format</a>. Everything here belongs to one task
 * thread.
 */
@NullMarked
package io.outfall.s3.parquet;

import org.jspecify.annotations.NullMarked;
