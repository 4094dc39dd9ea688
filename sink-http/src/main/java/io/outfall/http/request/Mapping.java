// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.http.template.BodyTemplate;
import io.outfall.http.template.UrlTemplate;
import org.jspecify.annotations.Nullable;

/**
 * What an operation becomes.
 *
 * @param action whether it becomes a request
 * @param method of the request
 * @param url of the request
 * @param body of the request, or of one element of it; null for none
 */
public record Mapping(
        Action action,
        String method,
        UrlTemplate url,
        @Nullable BodyTemplate body) {}
