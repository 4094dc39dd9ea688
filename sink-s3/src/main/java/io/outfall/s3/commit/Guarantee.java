// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

/** How often a record may come to the bucket. */
public enum Guarantee {
    /** Once; a store that cannot do that is refused. */
    EXACTLY_ONCE,
    /** Once if the store can do that, else once or more often. */
    AVAILABLE,
    /** Once or more often: without commit records, with a request or two less per file. */
    AT_LEAST_ONCE
}
