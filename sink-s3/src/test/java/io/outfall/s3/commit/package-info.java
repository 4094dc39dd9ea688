// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.outfall.s3.commit;

import org.jspecify.annotations.NullMarked;
