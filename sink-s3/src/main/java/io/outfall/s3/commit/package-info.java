// SPDX-License-Identifier: Apache-2.0
/**
 * How files come to be published once: a commit record per topic-partition, replaced by compare-and-set only, says
 * which offsets are done and which files that takes. {@link io.outfall.s3.commit.Phase} is the protocol, without any
 * request; docs/concepts/exactly-once.md has its proof idea.
 */
@NullMarked
package io.outfall.s3.commit;

import org.jspecify.annotations.NullMarked;
