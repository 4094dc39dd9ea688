// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.verdict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How answers are judged.
 *
 * @param success statuses that mean that it is done
 * @param retry statuses that mean that it may be done later
 * @param reject statuses that mean that it will never be done
 * @param ok where an answer says whether it is done; null where its status alone does
 * @param okValues what it says there if it is
 * @param errors where an answer says which changes are not done; null for nowhere
 * @param requestIdHeader under which the server's name for a request comes
 * @param excerptChars how much of an answer is shown to who looks at a rejected record
 */
public record VerdictSettings(
        Statuses success,
        Statuses retry,
        Statuses reject,
        @Nullable Pointer ok,
        List<String> okValues,
        @Nullable ItemErrors errors,
        String requestIdHeader,
        int excerptChars) {

    /**
     * Where an answer says which changes are not done.
     *
     * @param path of the list
     * @param match how an element of it tells which change it is about
     * @param at where an element tells that
     * @param status where an element has a status; null where each element is an error
     */
    public record ItemErrors(
            Pointer path, Match match, Pointer at, @Nullable Pointer status) {}

    /** How an element of a list tells which change it is about. */
    public enum Match {
        /** By its number in the request, from 0. */
        INDEX,
        /** By the row's key. */
        KEY,
        /** By its own place: the list has an element for each change. */
        POSITION
    }
}
