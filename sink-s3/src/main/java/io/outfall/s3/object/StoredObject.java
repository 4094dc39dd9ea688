// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.util.Map;

/**
 * What the store says of an object.
 *
 * @param length in bytes
 * @param etag the store's name for this content; changes with it
 * @param metadata as it was stored, names in lower case
 */
public record StoredObject(long length, String etag, Map<String, String> metadata) {}
