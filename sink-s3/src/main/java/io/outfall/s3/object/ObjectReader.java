// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object that is being read from its start. Closing it before its end gives up the connection instead of fetching
 * what nobody wants. For one thread.
 */
public final class ObjectReader implements AutoCloseable {
    private final String key;
    private final ResponseInputStream<GetObjectResponse> in;
    private final S3Failures failures;
    private long left;

    ObjectReader(String key, ResponseInputStream<GetObjectResponse> in, S3Failures failures) {
        this.key = key;
        this.in = in;
        this.failures = failures;
        this.left = in.response().contentLength();
    }

    /** The store's name for this content, as {@link Condition.IfMatch} takes it. */
    public String etag() {
        return String.valueOf(in.response().eTag());
    }

    /** Bytes of the whole object. */
    public long length() {
        return in.response().contentLength();
    }

    /** As it was stored, names in lower case. */
    public Map<String, String> metadata() {
        return in.response().metadata();
    }

    /**
     * Reads up to the next line feed, or to the end of the object.
     *
     * @return the bytes without the line feed
     * @throws S3Failure if the object cannot be read on; passing
     */
    public byte[] line() throws S3Failure {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            while (left > 0) {
                int c = in.read();
                if (c < 0) {
                    throw endedEarly();
                }
                left--;
                if (c == '\n') {
                    break;
                }
                line.write(c);
            }
        } catch (IOException | SdkException e) {
            throw broken(e);
        }
        return line.toByteArray();
    }

    /**
     * Reads all that is left.
     *
     * @throws S3Failure if the object cannot be read to its end; passing
     */
    public byte[] rest() throws S3Failure {
        try {
            byte[] rest = in.readNBytes((int) left);
            if (rest.length < left) {
                throw endedEarly();
            }
            left = 0;
            return rest;
        } catch (IOException | SdkException e) {
            throw broken(e);
        }
    }

    private S3Failure endedEarly() {
        return failures.unread(key, new IOException("the connection ended before the object"));
    }

    private S3Failure broken(Exception e) {
        return failures.unread(key, e);
    }

    /** Never fails. */
    @Override
    public void close() {
        if (left > 0) {
            in.abort();
            return;
        }
        try {
            in.close();
        } catch (IOException e) {
            in.abort();
        }
    }
}
