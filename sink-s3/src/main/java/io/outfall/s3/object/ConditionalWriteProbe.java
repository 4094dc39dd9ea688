// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.s3.object.Condition.Always;
import io.outfall.s3.object.Condition.IfAbsent;
import io.outfall.s3.object.Condition.IfMatch;
import io.outfall.s3.object.WriteResult.Refused;
import io.outfall.s3.object.WriteResult.Written;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which conditions a store honours, by writing one object over and over. The answer of the store alone proves
 * nothing: some accept a condition and ignore it. Each content has a length of its own, so that a look shows which one
 * is there.
 */
final class ConditionalWriteProbe {
    private static final Body FIRST = text("first");
    private static final Body SECOND = text("second");
    private static final Body THIRD = text("the third");
    // The answers of stores that do not know the header. An unconditional put went well before, so that is not about
    // the bucket, the credentials or the other headers.
    private static final Set<Integer> UNKNOWN_HEADER = Set.of(400, 405, 501);

    private final ObjectStore store;
    private final ObjectSpec object;

    /** @param key of an object that nobody else writes; it is gone afterwards */
    ConditionalWriteProbe(ObjectStore store, String key) {
        this.store = store;
        this.object = ObjectSpec.control(key, "text/plain", Map.of());
    }

    /** @throws S3Failure if the store does not answer, or refuses what has nothing to do with conditions */
    ConditionalWrites measure() throws S3Failure {
        store.put(object, FIRST, new Always());
        try {
            return new ConditionalWrites(
                    honoured(this::putIfAbsent), honoured(this::putIfMatch), honoured(this::completeIfAbsent));
        } finally {
            store.delete(object.key());
        }
    }

    private boolean putIfAbsent() throws S3Failure {
        store.delete(object.key());
        return took(store.put(object, FIRST, new IfAbsent()), FIRST)
                && refused(store.put(object, SECOND, new IfAbsent()), FIRST);
    }

    private boolean putIfMatch() throws S3Failure {
        String etag = etag(store.put(object, FIRST, new Always()));
        return !etag.isEmpty()
                && took(store.put(object, SECOND, new IfMatch(etag)), SECOND)
                && refused(store.put(object, THIRD, new IfMatch(etag)), SECOND);
    }

    private boolean completeIfAbsent() throws S3Failure {
        store.delete(object.key());
        return took(upload(FIRST), FIRST) && refused(upload(SECOND), FIRST);
    }

    private WriteResult upload(Body body) throws S3Failure {
        String upload = store.createUpload(object);
        boolean completed = false;
        try {
            List<UploadedPart> parts = List.of(store.uploadPart(object.key(), upload, 1, body));
            WriteResult result = store.completeUpload(object.key(), upload, parts, body.length(), true);
            completed = result instanceof Written;
            return result;
        } catch (S3Failure e) {
            if (e.isCode("NoSuchUpload")) {
                return new Refused();
            }
            throw e;
        } finally {
            if (!completed) {
                store.abortUpload(object.key(), upload);
            }
        }
    }

    /** Whether the write took effect. A refusal may be that of a repetition whose first reply got lost. */
    private boolean took(WriteResult result, Body written) throws S3Failure {
        return result instanceof Written || has(written);
    }

    private boolean refused(WriteResult result, Body before) throws S3Failure {
        return result instanceof Refused && has(before);
    }

    private boolean has(Body body) throws S3Failure {
        Optional<StoredObject> found = store.head(object.key());
        return found.isPresent() && found.get().length() == body.length();
    }

    private static String etag(WriteResult result) {
        return result instanceof Written written ? written.etag() : "";
    }

    private static boolean honoured(Measurement measurement) throws S3Failure {
        try {
            return measurement.run();
        } catch (S3Failure e) {
            if (!e.isPassing() && UNKNOWN_HEADER.contains(e.status())) {
                return false;
            }
            throw e;
        }
    }

    private static Body text(String text) {
        return Body.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    @FunctionalInterface
    private interface Measurement {
        boolean run() throws S3Failure;
    }
}
