// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.write;

import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.jspecify.annotations.Nullable;

/** A failed call with the detail that clients look at. */
final class StorageFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;
    private final @Nullable StorageErrorCode detail;
    private final String entity;
    private final boolean fatal;

    private StorageFailure(Code code, @Nullable StorageErrorCode detail, String entity, String message, boolean fatal) {
        super(message, null, false, false);
        this.code = code;
        this.detail = detail;
        this.entity = entity;
        this.fatal = fatal;
    }

    /** A request that cannot be, without a detail. */
    static StorageFailure invalid(String entity, String message) {
        return new StorageFailure(Code.INVALID_ARGUMENT, null, entity, message, false);
    }

    /** A request that fails; its connection, if it has one, goes on. */
    static StorageFailure of(Code code, StorageErrorCode detail, String entity, String message) {
        return new StorageFailure(code, detail, entity, message, false);
    }

    /** Something that does not exist, or not yet; a connection ends with it. */
    static StorageFailure notFound(StorageErrorCode detail, String entity) {
        return new StorageFailure(Code.NOT_FOUND, detail, entity, "Requested entity was not found.", true);
    }

    /** Whether a connection ends with it. */
    boolean fatal() {
        return fatal;
    }

    /** As it stands in a response. */
    Status status() {
        Status.Builder status =
                Status.newBuilder().setCode(code.value()).setMessage(getMessage() + " Entity: " + entity);
        if (detail != null) {
            status.addDetails(Any.pack(error()));
        }
        return status.build();
    }

    /** As a whole call fails with it. */
    StatusRuntimeException exception() {
        return StatusProto.toStatusRuntimeException(status());
    }

    /** The detail alone. */
    StorageError error() {
        return StorageError.newBuilder()
                .setCode(detail == null ? StorageErrorCode.STORAGE_ERROR_CODE_UNSPECIFIED : detail)
                .setEntity(entity)
                .setErrorMessage(String.valueOf(getMessage()))
                .build();
    }
}
