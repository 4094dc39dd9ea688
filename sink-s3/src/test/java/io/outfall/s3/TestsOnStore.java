// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static java.util.stream.Collectors.joining;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs test classes, as they are, on a store that {@link TestStore} is told of. Not for tests that run side by side.
 *
 * @param name what the store is called
 */
record TestsOnStore(String name, URI endpoint, String accessKey, String secretKey, String region) {

    /** All classes with tests that need a store. */
    static Stream<String> classes() {
        return new ClassFileImporter()
                .importPackages(TestsOnStore.class.getPackageName()).stream()
                        .filter(type -> type.getSimpleName().endsWith("IT") && opensAStore(type))
                        .map(JavaClass::getName)
                        .sorted();
    }

    private static boolean opensAStore(JavaClass type) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(TestStore.class)
                        && call.getTarget().getName().equals("open"));
    }

    /**
     * Runs all tests of a class.
     *
     * @return a line of how many tests passed, and one for each that found the store unfit for what it shows, with the
     *     reason
     * @throws AssertionError if a test failed or there is none; its message has the name and the trace of each
     */
    String run(String testClass) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        String title = testClass.substring(testClass.lastIndexOf('.') + 1);
        Skipped skipped = new Skipped("skipped on " + name + ": " + title + ".");
        Map<String, String> properties = Map.of(
                "endpoint", endpoint.toString(), "access.key", accessKey, "secret.key", secretKey, "region", region);
        properties.forEach((property, value) -> System.setProperty(TestStore.PROPERTIES + property, value));
        try {
            LauncherFactory.create().execute(request, listener, skipped);
        } finally {
            properties.keySet().forEach(property -> System.clearProperty(TestStore.PROPERTIES + property));
        }
        long passed = passed(listener.getSummary(), skipped);
        return title + " on " + name + ": " + passed + " passed" + skipped.lines;
    }

    private static long passed(TestExecutionSummary summary, Skipped skipped) {
        if (summary.getTotalFailureCount() > 0) {
            throw new AssertionError(summary.getFailures().stream()
                    .map(TestsOnStore::described)
                    .collect(joining("\n", summary.getTotalFailureCount() + " failed:\n", "")));
        }
        if (summary.getTestsSucceededCount() == 0 && skipped.lines.length() == 0) {
            throw new AssertionError("no test ran");
        }
        return summary.getTestsSucceededCount();
    }

    /** Names the tests that found something missing. */
    private static final class Skipped implements TestExecutionListener {
        private final String title;
        private final StringBuilder lines = new StringBuilder();

        Skipped(String title) {
            this.title = title;
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
                add(
                        test,
                        result.getThrowable()
                                .map(Throwable::getMessage)
                                .map(message -> message.replace("Assumption failed: ", ""))
                                .orElse(""));
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            add(test, reason);
        }

        private void add(TestIdentifier test, String reason) {
            lines.append('\n')
                    .append(title)
                    .append(test.getDisplayName())
                    .append(": ")
                    .append(reason);
        }
    }

    private static String described(TestExecutionSummary.Failure failure) {
        StringWriter text = new StringWriter();
        text.append(failure.getTestIdentifier().getDisplayName()).append(": ");
        failure.getException().printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
