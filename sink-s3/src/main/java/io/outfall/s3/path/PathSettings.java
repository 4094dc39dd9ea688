// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import java.time.ZoneId;

/**
 * Where files go in the bucket.
 *
 * @param template makes the keys
 * @param prefix what every key starts with, without a slash at either end; empty for none
 * @param zone in which points in time become dates and hours
 */
public record PathSettings(PathTemplate template, String prefix, ZoneId zone) {

    /** What every key starts with, with a slash at its end; empty for none. */
    String directory() {
        return prefix.isEmpty() ? "" : prefix + "/";
    }
}
