// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.preset;

import org.jspecify.annotations.Nullable;

/**
 * Which known API is posted to.
 *
 * @param api null for one that the user describes
 * @param carol how to reach Carol; null unless it is that
 */
public record Preset(@Nullable Api api, @Nullable Carol carol) {

    /** APIs that are known. */
    public enum Api {
        TOTVS_CAROL
    }
}
