// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import java.util.Map;

/** BigQuery took none of the rows of a request, because of some of them. */
public final class RefusedRowsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Map<Integer, String> reasons;

    /** @param reasons what is wrong with which row, by their index in the request */
    RefusedRowsException(Map<Integer, String> reasons) {
        super("rows were refused: " + reasons);
        this.reasons = Map.copyOf(reasons);
    }

    /** What is wrong with which row, by their index in the request; all others are innocent. */
    public Map<Integer, String> reasons() {
        return reasons;
    }
}
