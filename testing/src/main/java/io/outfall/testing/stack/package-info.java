// SPDX-License-Identifier: Apache-2.0
/**
 * The real parts of a pipeline for tests and the quickstart: PostgreSQL, Kafka, Connect workers, an S3 server, a schema
 * registry. Each server is a process with a class path of its own, so nothing of it meets the classes under test. The
 * build fetches them ({@code testing/runtimes}); nothing is fetched at run time.
 */
@NullMarked
package io.outfall.testing.stack;

import org.jspecify.annotations.NullMarked;
