// SPDX-License-Identifier: Apache-2.0
/**
 * The users' pipelines from end to end: a database, Debezium, Kafka, a Connect worker with the plugin archive, an S3
 * server, and DuckDB to say what arrived.
 */
@NullMarked
package io.outfall.packaging.pipeline;

import org.jspecify.annotations.NullMarked;
