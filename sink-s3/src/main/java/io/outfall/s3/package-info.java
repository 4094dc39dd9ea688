// SPDX-License-Identifier: Apache-2.0
/** Change events as files in an S3-compatible store: the connector, its task and what joins the parts. */
@NullMarked
package io.outfall.s3;

import org.jspecify.annotations.NullMarked;
