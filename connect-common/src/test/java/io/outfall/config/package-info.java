// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.outfall.config;

import org.jspecify.annotations.NullMarked;
