// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import java.util.OptionalLong;

/**
 * Who takes a partition over, and how.
 *
 * @param owner unlike that of any other task
 * @param epochAtLeast epochs begin here, so that they go on growing also where somebody removed the record: seconds
 *     since 1970-01-01T00:00Z
 * @param readAgainFrom offsets from there on are to be read again, though they are done; empty for what is usual
 */
public record Takeover(String owner, long epochAtLeast, OptionalLong readAgainFrom) {}
