// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a {@link ConnectStack} to the tests that take one as a parameter.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final StackExtension STACK = StackExtension.shared(StackLayout.of(worker).with(POSTGRES, S3));
 *
 * @Test
 * void rowsReachTheBucket(ConnectStack stack) { … }
 * }</pre>
 *
 * <p>The stack starts when the first test asks for it.
 */
public final class StackExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace STACKS = ExtensionContext.Namespace.create(StackExtension.class);

    private final StackLayout layout;
    private final boolean shared;

    private StackExtension(StackLayout layout, boolean shared) {
        this.layout = layout;
        this.shared = shared;
    }

    /**
     * One stack for all test classes of this JVM that ask for an equal layout; it ends after the last test of all.
     * Tests keep apart by the names of their topics, connectors, tables and buckets.
     */
    public static StackExtension shared(StackLayout layout) {
        return new StackExtension(layout, true);
    }

    /** A stack for one test class, for tests that kill servers; it ends after the last test of the class. */
    public static StackExtension ofClass(StackLayout layout) {
        return new StackExtension(layout, false);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ConnectStack.class;
    }

    /** The store that keeps the stack also closes it. */
    @Override
    public ConnectStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return owner(context).getStore(STACKS).computeIfAbsent(layout, ConnectStack::start, ConnectStack.class);
    }

    private ExtensionContext owner(ExtensionContext context) {
        if (shared) {
            return context.getRoot();
        }
        ExtensionContext current = context;
        while (current.getTestMethod().isPresent()) {
            current = current.getParent().orElseThrow();
        }
        return current;
    }
}
