// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.testing.fault.Fault;
import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.fault.ProxiedRequest;
import io.outfall.testing.fault.S3Request;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A store that says yes to everything and keeps nothing but what it was asked, whatever a real one would think of it.
 * Also stands for a proxy in front of one.
 */
final class RecordedStore implements AutoCloseable {
    /** What every object has. */
    static final String CONTENT = "123456789";

    private static final int MANY = 1000;

    // Nobody listens there; every request is answered before.
    private final FaultProxy server = FaultProxy.before(URI.create("http://127.0.0.1:9"));

    RecordedStore() {
        always(S3Request.CREATE_UPLOAD, taken("""
                <InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>"""));
        always(S3Request.COMPLETE_UPLOAD, taken("""
                <CompleteMultipartUploadResult><ETag>"e"</ETag></CompleteMultipartUploadResult>"""));
        // An answer to this cannot say how long an object is.
        always(
                S3Request.HEAD_OBJECT.and(request -> request.target().startsWith("/")),
                new Fault.Answer(403, Map.of(), ""));
        always(request -> true, taken(CONTENT));
    }

    URI endpoint() {
        return server.endpoint();
    }

    List<ProxiedRequest> requests() {
        return server.requests();
    }

    /** The headers of all requests of a kind whose names begin like this, with their values, in order of the names. */
    List<String> headers(S3Request kind, String prefix) {
        return server.requests().stream()
                .filter(kind)
                .flatMap(request -> request.headerLines().stream())
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .sorted()
                .toList();
    }

    private void always(Predicate<? super ProxiedRequest> which, Fault fault) {
        Fault[] faults = new Fault[MANY];
        Arrays.fill(faults, fault);
        server.on(which, faults);
    }

    private static Fault taken(String body) {
        return new Fault.Answer(200, Map.of("ETag", "\"e\""), body);
    }

    @Override
    public void close() {
        server.close();
    }
}
