// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

/**
 * How a task delivers.
 *
 * @param parallelism how many deliveries may run at once
 * @param retries when to attempt again
 * @param memoryBytes how much the task may hold in memory before it pauses the consumer
 */
public record DeliverySettings(int parallelism, Retries retries, long memoryBytes) {}
