// SPDX-License-Identifier: Apache-2.0
/**
 * Objects of one bucket. {@link io.outfall.s3.object.ObjectUploads} collect bytes on the task thread and hand them to
 * deliveries; {@link io.outfall.s3.object.ObjectStore} speaks S3, blocking, on the threads of those deliveries;
 * {@link io.outfall.s3.object.S3Failures} alone decides what an error of S3 means.
 */
@NullMarked
package io.outfall.s3.object;

import org.jspecify.annotations.NullMarked;
