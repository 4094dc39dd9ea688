// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.time.Instant;

/**
 * A multipart upload that was neither completed nor aborted.
 *
 * @param key of the object to be
 * @param id the store's name for it
 * @param initiated when it was created, by the clock of the store
 */
public record OpenUpload(String key, String id, Instant initiated) {}
