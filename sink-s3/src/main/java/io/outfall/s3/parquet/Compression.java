// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

/** How pages are compressed. */
public enum Compression {
    /** Not at all. */
    NONE,
    SNAPPY,
    GZIP,
    ZSTD,
    /** LZ4 blocks without frame. */
    LZ4_RAW
}
