// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.type.UnfitValueException;
import java.nio.charset.StandardCharsets;

/** A template in Mustache, ready for one task. */
final class MustacheRenderer implements BodyRenderer {
    private final Template template;
    private final CellText text = new CellText();

    MustacheRenderer(MustacheTemplate template) {
        Escaping escaping = template.escaping();
        this.template = Mustache.compiler()
                .withCollector(new Subjects(text))
                .withFormatter(value -> show(value, escaping))
                .withEscaper(Escapers.NONE)
                .withLoader(name -> {
                    throw new UnsupportedOperationException("nothing is included");
                })
                .compile(template.text());
    }

    @Override
    public byte[] render(Subject subject) throws UnfitRowException {
        try {
            return template.execute(subject).getBytes(StandardCharsets.UTF_8);
        } catch (MustacheException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof UnfitRowException unfit) {
                    throw unfit;
                }
                if (cause instanceof UnfitValueException unfit) {
                    throw unfit;
                }
            }
            throw new UnfitRowException(null, "the template: " + e.getMessage());
        }
    }

    private String show(Object value, Escaping escaping) {
        if (!(value instanceof Cell cell)) {
            throw new UnfitValueException("the template names what is no value");
        }
        if (cell.isMissing()) {
            throw new UnfitValueException("the template names what "
                    + (cell.isUnavailable() ? "the source did not repeat" : "this change does not have"));
        }
        return escaping.of(cell, text);
    }
}
