// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.s3.codec.ByteSink;

/** Counts what goes to the sink, since a Parquet footer is made of offsets. */
final class FileOutput {
    private final ByteSink sink;
    private long position;

    FileOutput(ByteSink sink) {
        this.sink = sink;
    }

    /** Where the next byte goes in the file. */
    long position() {
        return position;
    }

    void write(byte[] bytes, int offset, int length) {
        if (length > 0) {
            sink.write(bytes, offset, length);
            position += length;
        }
    }

    void write(Bytes bytes) {
        write(bytes.array(), 0, bytes.size());
    }
}
