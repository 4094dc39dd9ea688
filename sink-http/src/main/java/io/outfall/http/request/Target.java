// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import java.net.URI;
import java.util.Map;

/**
 * Where a change goes. Only changes of equal targets share a request.
 *
 * @param method of the request
 * @param uri of the request
 * @param headers that come from templates
 */
public record Target(String method, URI uri, Map<String, String> headers) {

    /** Without query and headers, which can hold secrets. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
