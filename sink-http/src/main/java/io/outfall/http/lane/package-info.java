// SPDX-License-Identifier: Apache-2.0
/**
 * Requests on their way, each behind those that it must not overtake: what is taken in by the task thread, sent by
 * workers, and brought back change by change.
 */
@NullMarked
package io.outfall.http.lane;

import org.jspecify.annotations.NullMarked;
