// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.s3.object.StagedObject;

/**
 * A file that is published by a commit record.
 *
 * @param object all that is needed to make it visible
 * @param facts what is in it
 */
public record CommittedFile(StagedObject object, FileFacts facts) {}
