// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests {@link Servers}, which start with the first test that wants them and end with the last of all classes.
 */
final class SharedServers implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Servers.class;
    }

    @Override
    public Servers resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Servers.class))
                .computeIfAbsent(Servers.class, type -> Servers.start(), Servers.class);
    }
}
