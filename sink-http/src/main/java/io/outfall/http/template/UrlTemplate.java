// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.pipeline.UnfitRowException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address with placeholders in its path and its query, such as <code>https://api.example.org/orders/${key.id}</code>
 * . Scheme, host and port are fixed. Whatever a record holds is percent-encoded (RFC 3986) and stays within its segment
 * of the path or its parameter of the query; a segment that would be empty, {@code .} or {@code ..} is refused, since
 * it would be another resource.
 *
 * @param text as it was written
 * @param segments the path at its slashes, the first one with scheme, host and port, the last one with the query
 */
public record UrlTemplate(String text, List<List<Piece>> segments) {

    /**
     * Parses a template.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static UrlTemplate parse(String text) {
        int path = text.indexOf('/', Math.max(0, text.indexOf("://")) + 3);
        int authority = path < 0 ? text.length() : path;
        if (text.substring(0, authority).contains("$")) {
            throw new IllegalArgumentException("scheme, host and port cannot come from a record");
        }
        List<List<Piece>> segments = new ArrayList<>();
        segments.add(Piece.parse(text.substring(0, authority)));
        StringBuilder sample = new StringBuilder(text.substring(0, authority));
        for (String segment : path < 0 ? List.<String>of() : split(text.substring(path + 1))) {
            List<Piece> pieces = Piece.parse(segment);
            segments.add(pieces);
            sample.append('/');
            pieces.forEach(piece -> sample.append(piece instanceof Piece.Literal literal ? literal.text() : "x"));
        }
        check(sample.toString());
        return new UrlTemplate(text, List.copyOf(segments));
    }

    /** Whether every change has the same address. */
    public boolean isFixed() {
        return segments.stream().flatMap(List::stream).noneMatch(Piece.Variable.class::isInstance);
    }

    /** The template made ready for one task. */
    public Renderer renderer() {
        return new Renderer(this);
    }

    @Override
    public String toString() {
        return text;
    }

    /** At the slashes that are no part of a placeholder, and not behind the question mark. */
    private static List<String> split(String path) {
        List<String> segments = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == '?' && depth == 0) {
                break;
            }
            if (c == '/' && depth == 0) {
                segments.add(path.substring(start, i));
                start = i + 1;
            }
        }
        segments.add(path.substring(start));
        return segments;
    }

    private static void check(String sample) {
        URI uri;
        try {
            uri = new URI(sample);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getReason(), e);
        }
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException("it needs a scheme, http or https, and a host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a user is no part of it: set http.auth.user instead");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("a fragment (#) is never sent");
        }
    }

    /** Makes addresses. Owned by one task. */
    public static final class Renderer {
        private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
        private static final String HEX = "0123456789ABCDEF";

        private final UrlTemplate template;
        private final List<List<Object>> segments;
        private final @Nullable URI fixed;
        private String lastText = "";
        private @Nullable URI last;

        private Renderer(UrlTemplate template) {
            this.template = template;
            LooseValues loose = new LooseValues();
            CellText text = new CellText();
            this.segments = template.segments.stream()
                    .map(pieces -> pieces.stream()
                            .map(piece -> piece instanceof Piece.Literal literal
                                    ? literal.text()
                                    : new Slot(((Piece.Variable) piece).placeholder(), loose, text))
                            .map(Object.class::cast)
                            .toList())
                    .toList();
            this.fixed = template.isFixed() ? URI.create(template.text) : null;
        }

        /**
         * The address for a change.
         *
         * @throws UnfitRowException if there is none
         */
        public URI render(Subject subject) throws UnfitRowException {
            if (fixed != null) {
                return fixed;
            }
            StringBuilder url = new StringBuilder();
            for (int i = 0; i < segments.size(); i++) {
                if (i > 0) {
                    url.append('/');
                }
                append(segments.get(i), subject, url);
            }
            String text = url.toString();
            URI uri = last;
            if (uri == null || !text.equals(lastText)) {
                uri = URI.create(text);
                last = uri;
                lastText = text;
            }
            return uri;
        }

        private void append(List<Object> pieces, Subject subject, StringBuilder url) throws UnfitRowException {
            int start = url.length();
            int query = -1;
            boolean variable = false;
            for (Object piece : pieces) {
                if (piece instanceof Slot slot) {
                    variable |= query < 0;
                    encode(value(slot, subject, query < 0), url);
                } else {
                    int mark = ((String) piece).indexOf('?');
                    query = query < 0 && mark >= 0 ? url.length() + mark : query;
                    url.append((String) piece);
                }
            }
            String segment = url.substring(start, query < 0 ? url.length() : query);
            if (variable && (segment.isEmpty() || segment.equals(".") || segment.equals(".."))) {
                throw new UnfitRowException(
                        null,
                        "a segment of the address " + template.text + " would be "
                                + (segment.isEmpty() ? "empty" : segment));
            }
        }

        private static String value(Slot slot, Subject subject, boolean inPath) throws UnfitRowException {
            String value = slot.text(subject);
            if (inPath && value.isEmpty()) {
                throw new UnfitRowException(null, slot + " is null or empty, and the path of the address needs it");
            }
            return value;
        }

        private static void encode(String value, StringBuilder url) {
            for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
                if (UNRESERVED.indexOf(octet) >= 0) {
                    url.append((char) octet);
                } else {
                    url.append('%').append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
                }
            }
        }
    }
}
