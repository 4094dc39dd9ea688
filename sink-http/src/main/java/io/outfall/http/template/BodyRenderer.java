// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.pipeline.UnfitRowException;

/** Makes bodies. Owned by one task. */
@FunctionalInterface
public interface BodyRenderer {

    /**
     * The body for a change, in UTF-8.
     *
     * @throws UnfitRowException if it cannot be made
     * @throws io.outfall.type.UnfitValueException if a value of the record is to be rejected
     */
    byte[] render(Subject subject) throws UnfitRowException;
}
