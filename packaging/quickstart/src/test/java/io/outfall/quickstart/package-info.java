// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.outfall.quickstart;

import org.jspecify.annotations.NullMarked;
