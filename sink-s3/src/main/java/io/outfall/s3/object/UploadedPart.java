// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import org.jspecify.annotations.Nullable;

/**
 * A part that the store has.
 *
 * @param number from 1
 * @param etag the store's name for what it got
 * @param checksum in Base64 as S3 writes it; null where checksums are off
 */
public record UploadedPart(
        int number, String etag, @Nullable String checksum) {}
