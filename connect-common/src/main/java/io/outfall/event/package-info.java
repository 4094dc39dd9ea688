// SPDX-License-Identifier: Apache-2.0
/**
 * What one Kafka record means: the sealed family {@link io.outfall.event.ChangeEvent}, light immutable views over the
 * record's own objects. Nothing here knows how a shape of record is recognised; that is {@code io.outfall.decode}.
 */
@NullMarked
package io.outfall.event;

import org.jspecify.annotations.NullMarked;
