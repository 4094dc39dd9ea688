// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request that is ready to be sent. Its text names no header and no query, for they can hold secrets.
 *
 * @param method such as {@code POST}
 * @param uri absolute, by http or https
 * @param headers by name, in order; none of them one of the transport's own
 * @param body of the length that remains in it; empty for none. It is not consumed
 */
public record Call(String method, URI uri, Map<String, String> headers, ByteBuffer body) {
    /** Without any body. */
    public static final ByteBuffer NO_BODY = ByteBuffer.allocate(0);

    // What the JDK's client does not let others set.
    private static final Set<String> OF_THE_TRANSPORT =
            Set.of("connection", "content-length", "expect", "host", "upgrade");

    public Call {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Whether nobody but the transport can set this header: a configuration that does is to be refused. */
    public static boolean isHeaderOfTransport(String name) {
        return OF_THE_TRANSPORT.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The same with more headers; one of the same name takes the place of the former. */
    public Call with(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        more.forEach((name, value) -> {
            all.keySet().removeIf(name::equalsIgnoreCase);
            all.put(name, value);
        });
        return new Call(method, uri, all, body);
    }

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
