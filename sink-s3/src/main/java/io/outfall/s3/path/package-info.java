// SPDX-License-Identifier: Apache-2.0
/**
 * Where a row goes: a {@link io.outfall.s3.path.PathTemplate} is parsed once; a {@link io.outfall.s3.path.PathRouter}
 * tells for each record the {@link io.outfall.s3.path.FileGroup} whose file it belongs into, and for each file its key.
 */
@NullMarked
package io.outfall.s3.path;

import org.jspecify.annotations.NullMarked;
