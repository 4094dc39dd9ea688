// SPDX-License-Identifier: Apache-2.0
/**
 * How what was taken in becomes durable: {@link io.outfall.delivery.OffsetLedger} knows which offsets may be committed,
 * {@link io.outfall.delivery.Lanes} run deliveries on worker threads and bring their outcomes back,
 * {@link io.outfall.delivery.ByteBudget} says when to stop taking in. The task thread owns all state here; worker
 * threads see nothing but the one delivery that they attempt.
 */
@NullMarked
package io.outfall.delivery;

import org.jspecify.annotations.NullMarked;
