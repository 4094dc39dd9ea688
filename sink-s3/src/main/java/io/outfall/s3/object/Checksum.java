// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What a store verifies bytes by. Of those that S3 knows, CRC-64/NVME is missing: Java has no fast one.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">S3: checksums</a>
 */
public enum Checksum {
    /** That of zip and Ethernet; computed by the processor. */
    CRC32 {
        @Override
        Sum start() {
            return new Crc(new CRC32());
        }
    },
    /** That of Castagnoli; computed by the processor. */
    CRC32C {
        @Override
        Sum start() {
            return new Crc(new CRC32C());
        }
    },
    /** Where somebody asks for it. */
    SHA1 {
        @Override
        Sum start() {
            return new Digest("SHA-1");
        }
    },
    /** Where a cryptographic one is asked for; costs more than all the rest of an upload. */
    SHA256 {
        @Override
        Sum start() {
            return new Digest("SHA-256");
        }
    };

    /** The checksum of nothing so far. */
    abstract Sum start();

    /** The checksum of the bytes so far. */
    interface Sum {
        void update(byte[] bytes, int offset, int length);

        /** In the order in which S3 writes it. More bytes may follow. */
        byte[] value();
    }

    private record Crc(java.util.zip.Checksum crc) implements Sum {
        @Override
        public void update(byte[] bytes, int offset, int length) {
            crc.update(bytes, offset, length);
        }

        @Override
        public byte[] value() {
            return ByteBuffer.allocate(Integer.BYTES)
                    .putInt((int) crc.getValue())
                    .array();
        }
    }

    private static final class Digest implements Sum {
        private final MessageDigest digest;

        Digest(String name) {
            try {
                digest = MessageDigest.getInstance(name);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has " + name, e);
            }
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        @Override
        public byte[] value() {
            try {
                return ((MessageDigest) digest.clone()).digest();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(digest.getAlgorithm() + " of Java can be cloned", e);
            }
        }
    }
}
