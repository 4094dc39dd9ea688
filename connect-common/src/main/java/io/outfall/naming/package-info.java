// SPDX-License-Identifier: Apache-2.0
/**
 * What the things that a record speaks of are called: its table ({@link io.outfall.naming.TableId}), the parts of its
 * topic ({@link io.outfall.naming.TopicName}), and any value as one segment of a path
 * ({@link io.outfall.naming.PathEncoding}).
 */
@NullMarked
package io.outfall.naming;

import org.jspecify.annotations.NullMarked;
