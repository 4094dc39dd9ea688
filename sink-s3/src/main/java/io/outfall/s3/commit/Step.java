// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import org.jspecify.annotations.Nullable;

/** One thing that the protocol wants of the store. Each may be repeated after its reply was lost. */
public sealed interface Step {

    /** Read the record; answered by {@link Reply.Found}. */
    record Read() implements Step {}

    /**
     * Replace the record, if it is still the one expected; answered by {@link Reply.Replaced} or {@link Reply.Refused}.
     *
     * @param expected the version to replace, null for none
     */
    record Replace(@Nullable String expected, CommitRecord next) implements Step {}

    /** Make a file visible that a record lists; answered by {@link Reply.Done}. Does nothing if it is visible. */
    record Publish(CommittedFile file) implements Step {}

    /** Write the manifest of a record whose files are visible, if there are to be manifests; {@link Reply.Done}. */
    record Describe(CommitRecord commit) implements Step {}
}
