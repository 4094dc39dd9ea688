// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.util.List;
import java.util.Optional;

/**
 * A template in Mustache, for bodies that are no JSON or whose form depends on the change:
 *
 * <pre>{@code
 * <order id="{{key.id}}">{{#row.name}}<name>{{row.name}}</name>{{/row.name}}</order>
 * }</pre>
 *
 * Names and filters are those of all templates; values are escaped as the content type wants it, always. Nothing but
 * the change can be reached: no class of Java, no file, no other template.
 *
 * @param text as it was written
 * @param escaping of values
 */
public record MustacheTemplate(String text, Escaping escaping) implements BodyTemplate {
    private static final List<String> UNESCAPED = List.of("{{{", "{{&", "{{=", "{{>", "{{<", "{{$");

    /**
     * Parses a template.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static MustacheTemplate parse(String text, String contentType) {
        Optional<String> refused =
                UNESCAPED.stream().filter(text.replace("{{ ", "{{")::contains).findFirst();
        if (refused.isPresent()) {
            throw new IllegalArgumentException(refused.get()
                    + " is not for these templates: values are escaped always, and there is nothing to include");
        }
        try {
            Mustache.compiler().compile(text).visit(new Names());
        } catch (MustacheException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return new MustacheTemplate(text, Escaping.of(contentType));
    }

    @Override
    public BodyRenderer renderer() {
        return new MustacheRenderer(this);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Refuses names that stand for nothing; what is within a section may be a part of its value. */
    private static final class Names implements Mustache.Visitor {
        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String name) {
            Placeholder.parse(name);
        }

        @Override
        public boolean visitInclude(String name) {
            return false;
        }

        @Override
        public boolean visitSection(String name) {
            Placeholder.parse(name);
            return false;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            Placeholder.parse(name);
            return true;
        }
    }
}
