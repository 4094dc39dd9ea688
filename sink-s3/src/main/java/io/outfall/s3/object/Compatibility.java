// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

/** What the store understands. */
public enum Compatibility {
    /** Each part and object is sent with its CRC32, which the store verifies. */
    MODERN,
    /** Nothing that S3 did not know in 2020: stores that refuse checksums, as Ceph before 17 does, take it. */
    LEGACY
}
