// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

/**
 * What the columns of one open file share.
 *
 * @param options how to write
 * @param encoder the task's
 * @param account of the file's buffers
 * @param progress of the row group in the making
 * @param topic what was learned about columns of files of this topic
 */
record FileParts(ParquetOptions options, PageEncoder encoder, Account account, Progress progress, LearnedTopic topic) {}
