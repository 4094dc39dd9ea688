// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.testing.fault.ProxiedRequest;
import io.outfall.testing.fault.S3Request;
import java.util.function.Predicate;

/** The requests of a sink by what they are for, without those by which it tries the store out. */
enum Requests implements Predicate<ProxiedRequest> {
    /** Replaces a commit record: the first of a task claims the partition, each that follows commits files. */
    WRITE_RECORD(S3Request.PUT_OBJECT, "/_outfall/commits/"),
    READ_RECORD(S3Request.GET_OBJECT, "/_outfall/commits/"),
    PUT_FILE(S3Request.PUT_OBJECT, "/orders/"),
    CREATE_UPLOAD(S3Request.CREATE_UPLOAD, "/orders/"),
    UPLOAD_PART(S3Request.UPLOAD_PART, "/orders/"),
    COMPLETE_UPLOAD(S3Request.COMPLETE_UPLOAD, "/orders/"),
    ABORT_UPLOAD(S3Request.ABORT_UPLOAD, "/orders/");

    private final S3Request kind;
    private final String inPath;

    Requests(S3Request kind, String inPath) {
        this.kind = kind;
        this.inPath = inPath;
    }

    @Override
    public boolean test(ProxiedRequest request) {
        boolean ofBooks = request.path().contains("/_outfall/");
        return kind.test(request) && request.path().contains(inPath) && ofBooks == inPath.contains("/_outfall/");
    }

    /** Those of them that are about files of one kind of rows. */
    Predicate<ProxiedRequest> ofKind(String kindOfRows) {
        return request -> test(request) && request.path().contains("/orders/" + kindOfRows + "/");
    }
}
