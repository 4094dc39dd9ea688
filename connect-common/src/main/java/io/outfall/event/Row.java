// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

/**
 * One row: an object of the record and the layout that reads it. Nothing is copied.
 *
 * @param layout how to read {@code data}
 * @param data what {@link Column#raw(Object)} takes; its class is the layout's own business
 */
public record Row(RowLayout layout, Object data) {}
