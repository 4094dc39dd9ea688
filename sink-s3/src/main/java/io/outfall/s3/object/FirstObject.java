// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the first object of a task after it was stored: some stores answer 200 to requests that they do not
 * understand, and keep the framing of the transfer as if it were content. An object of one request is read back and
 * compared, one of many parts is asked for its length, since the store has compared every part.
 */
final class FirstObject {
    private static final Logger LOG = LoggerFactory.getLogger(FirstObject.class);
    private static final int FORBIDDEN = 403;

    private final ObjectStore store;
    private final AtomicBoolean good = new AtomicBoolean();

    FirstObject(ObjectStore store) {
        this.store = store;
    }

    /** @throws S3Failure if the object is not what was sent */
    void check(String key, Body sent) throws S3Failure {
        check(key, () -> {
            Optional<ObjectReader> found = store.read(key);
            if (found.isEmpty()) {
                throw missing(key);
            }
            try (ObjectReader reader = found.get()) {
                compareLength(key, reader.length(), sent.length());
                Body kept = Body.of(reader.rest());
                if (!Arrays.equals(kept.checksum(Checksum.CRC32), sent.checksum(Checksum.CRC32))) {
                    throw S3Failure.lasting(
                            name(key) + " has other bytes than those that were sent. Remove it; the store"
                                    + " damages what it is given.");
                }
            }
        });
    }

    /** @throws S3Failure if the object is not as long as what was sent */
    void check(String key, long length) throws S3Failure {
        check(key, () -> {
            Optional<StoredObject> found = store.head(key);
            if (found.isEmpty()) {
                throw missing(key);
            }
            compareLength(key, found.get().length(), length);
        });
    }

    private void check(String key, Look look) throws S3Failure {
        if (good.get()) {
            return;
        }
        try {
            look.run();
        } catch (S3Failure e) {
            if (e.status() != FORBIDDEN) {
                throw e;
            }
            LOG.info("{} is not compared with what was sent: the credentials do not allow s3:GetObject", name(key));
        }
        good.set(true);
    }

    private void compareLength(String key, long found, long sent) throws S3Failure {
        if (found != sent) {
            throw S3Failure.lasting(
                    name(key) + " has " + found + " bytes, but " + sent + " were sent. The store does not"
                            + " understand the requests: set s3.compatibility=legacy, and remove the object.");
        }
    }

    private S3Failure missing(String key) {
        return S3Failure.passing(name(key) + " is not there after the store took it");
    }

    private String name(String key) {
        return "s3://" + store.bucket() + "/" + key;
    }

    @FunctionalInterface
    private interface Look {
        void run() throws S3Failure;
    }
}
