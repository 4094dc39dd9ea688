// SPDX-License-Identifier: Apache-2.0
/**
 * Configuration as values. A {@link io.outfall.config.Key} is one typed setting, a {@link io.outfall.config.Section} a
 * group of keys and the record they make, a {@link io.outfall.config.Spec} a whole connector's sections: it gives
 * Connect the {@code ConfigDef}, finds every problem at once, and reads the record. Nothing but sections sees a key.
 */
@NullMarked
package io.outfall.config;

import org.jspecify.annotations.NullMarked;
