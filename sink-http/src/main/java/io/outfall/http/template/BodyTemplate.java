// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

/** How the body of a request, or one element of it, is made of a change. */
public sealed interface BodyTemplate permits JsonTemplate, MustacheTemplate {

    /** The template made ready for one task, which owns what it gets. */
    BodyRenderer renderer();
}
