// SPDX-License-Identifier: Apache-2.0
/** Change events as requests to an HTTP API: connector, task, configuration, and what puts a task together. */
@NullMarked
package io.outfall.http;

import org.jspecify.annotations.NullMarked;
