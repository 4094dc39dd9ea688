// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

/** What is asked of S3: in words that go between "cannot" and an address, and the right that it takes. */
enum Operation {
    HEAD_BUCKET("find", "s3:ListBucket"),
    HEAD_OBJECT("look at", "s3:GetObject"),
    GET_OBJECT("read", "s3:GetObject"),
    PUT_OBJECT("put", "s3:PutObject"),
    PUT_ON_CONDITION("put", "s3:PutObject"),
    DELETE_OBJECT("delete", "s3:DeleteObject"),
    CREATE_UPLOAD("start the upload of", "s3:PutObject"),
    UPLOAD_PART("send a part of", "s3:PutObject"),
    COMPLETE_UPLOAD("complete the upload of", "s3:PutObject"),
    COMPLETE_ON_CONDITION("complete the upload of", "s3:PutObject"),
    ABORT_UPLOAD("abort the upload of", "s3:AbortMultipartUpload"),
    ASSUME_ROLE("assume the role for", "sts:AssumeRole"),
    LIST_UPLOADS("list the uploads below", "s3:ListBucketMultipartUploads");

    private final String words;
    private final String right;

    Operation(String words, String right) {
        this.words = words;
        this.right = right;
    }

    String words() {
        return words;
    }

    String right() {
        return right;
    }

    boolean isConditional() {
        return this == PUT_ON_CONDITION || this == COMPLETE_ON_CONDITION;
    }

    boolean isOfAnUpload() {
        return this == UPLOAD_PART || this == COMPLETE_UPLOAD || this == COMPLETE_ON_CONDITION;
    }
}
