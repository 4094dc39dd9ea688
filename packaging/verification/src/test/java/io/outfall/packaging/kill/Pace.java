// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.kill;

/** What blows are timed by: rows that come in all the time, faster or slower as the machine can. */
@FunctionalInterface
interface Pace {
    /** Returns when so many more rows have come. */
    void awaitRows(long more);
}
