// SPDX-License-Identifier: Apache-2.0
/** The archives and the deployment examples, looked at the way those do who receive them. */
@NullMarked
package io.outfall.packaging;

import org.jspecify.annotations.NullMarked;
