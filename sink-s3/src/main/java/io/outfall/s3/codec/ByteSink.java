// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.codec;

/** Takes the bytes of one file in file order. */
@FunctionalInterface
public interface ByteSink {

    /**
     * Takes the next bytes.
     *
     * @param bytes holds them only until the call returns: copy what is to be kept
     * @param offset of the first byte
     * @param length how many
     */
    void write(byte[] bytes, int offset, int length);
}
