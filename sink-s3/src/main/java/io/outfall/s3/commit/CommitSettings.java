// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

/**
 * What a user says of commits.
 *
 * @param guarantee how often a record may come to the bucket
 * @param topicCheck whether a topic that was deleted and made anew is looked for
 * @param manifests whether every commit is described by a manifest
 */
public record CommitSettings(Guarantee guarantee, boolean topicCheck, boolean manifests) {}
