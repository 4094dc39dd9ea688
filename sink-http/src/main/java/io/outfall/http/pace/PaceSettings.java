// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.pace;

import java.time.Duration;

/**
 * How much is asked of a server.
 *
 * @param requestsPerSecond of a task at most; 0 for no limit
 * @param failuresPercent of the last calls, from which on the server is left alone; 0 for never
 * @param calls how many are the last
 * @param pause how long it is left alone then
 */
public record PaceSettings(int requestsPerSecond, int failuresPercent, int calls, Duration pause) {}
