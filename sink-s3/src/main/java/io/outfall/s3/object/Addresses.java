// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.net.URI;

/** Reads addresses of servers out of settings. */
final class Addresses {
    private Addresses() {}

    /** @throws IllegalArgumentException if the text is no address of http or https, or has more in it */
    static URI web(String text) {
        URI uri = URI.create(text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException("it needs a scheme and a host");
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null) {
            throw new IllegalArgumentException("it takes no user and no query");
        }
        return uri;
    }

    static boolean isPlain(URI uri) {
        return "http".equals(uri.getScheme());
    }
}
