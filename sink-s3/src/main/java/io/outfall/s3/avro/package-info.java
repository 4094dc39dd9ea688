// SPDX-License-Identifier: Apache-2.0
/**
 * A writer of Avro object container files for many files open at once. It knows nothing of records or object stores:
 * canonical values go in, row by row, and blocks come out at a {@link io.outfall.s3.codec.ByteSink}.
 *
 * <p>Schemas carry what Kafka Connect's own Avro converters write into theirs ({@code connect.name} and so on), so that
 * who reads a file through them gets dates, decimals and documents back.
 *
 * <p>Format: <a href="https://avro.apache.org/docs/1.12.0/specification/">Apache Avro 1.12</a>. Everything here belongs
 * to one task thread.
 */
@NullMarked
package io.outfall.s3.avro;

import org.jspecify.annotations.NullMarked;
