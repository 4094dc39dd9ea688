// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.fault;

import java.util.function.Predicate;

/** The requests of S3 by what they ask for, to path-style addresses. */
public enum S3Request implements Predicate<ProxiedRequest> {
    HEAD_BUCKET,
    HEAD_OBJECT,
    GET_OBJECT,
    PUT_OBJECT,
    DELETE_OBJECT,
    CREATE_UPLOAD,
    UPLOAD_PART,
    COMPLETE_UPLOAD,
    ABORT_UPLOAD,
    OTHER;

    /** What a request asks for. */
    public static S3Request of(ProxiedRequest request) {
        boolean upload = request.hasParameter("uploadId");
        boolean object = request.path().indexOf('/', 1) > 0
                && request.path().indexOf('/', 1) < request.path().length() - 1;
        return switch (request.method()) {
            case "HEAD" -> object ? HEAD_OBJECT : HEAD_BUCKET;
            case "GET" -> object ? GET_OBJECT : OTHER;
            case "PUT" -> upload ? UPLOAD_PART : PUT_OBJECT;
            case "POST" -> upload ? COMPLETE_UPLOAD : request.hasParameter("uploads") ? CREATE_UPLOAD : OTHER;
            case "DELETE" -> upload ? ABORT_UPLOAD : object ? DELETE_OBJECT : OTHER;
            default -> OTHER;
        };
    }

    @Override
    public boolean test(ProxiedRequest request) {
        return of(request) == this;
    }
}
