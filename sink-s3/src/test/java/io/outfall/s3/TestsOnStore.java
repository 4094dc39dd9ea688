// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static java.util.stream.Collectors.joining;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Map;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs test classes, as they are, on a store that {@link TestStore} is told of. Not for tests that run side by side.
 */
record TestsOnStore(URI endpoint, String accessKey, String secretKey, String region) {

    /**
     * Runs all tests of a class.
     *
     * @return how many tests passed and how many found the store unfit for what they show
     * @throws AssertionError if a test failed or there is none; its message has the name and the trace of each
     */
    String run(String testClass) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        Map<String, String> properties = Map.of(
                "endpoint", endpoint.toString(), "access.key", accessKey, "secret.key", secretKey, "region", region);
        properties.forEach((name, value) -> System.setProperty(TestStore.PROPERTIES + name, value));
        try {
            LauncherFactory.create().execute(request, listener);
        } finally {
            properties.keySet().forEach(name -> System.clearProperty(TestStore.PROPERTIES + name));
        }
        return verdict(listener.getSummary());
    }

    private static String verdict(TestExecutionSummary summary) {
        if (summary.getTotalFailureCount() > 0) {
            throw new AssertionError(summary.getFailures().stream()
                    .map(TestsOnStore::described)
                    .collect(joining(System.lineSeparator())));
        }
        if (summary.getTestsSucceededCount() == 0) {
            throw new AssertionError("no test ran");
        }
        return summary.getTestsSucceededCount() + " passed, "
                + (summary.getTestsAbortedCount() + summary.getTestsSkippedCount()) + " skipped";
    }

    private static String described(TestExecutionSummary.Failure failure) {
        StringWriter text = new StringWriter();
        text.append(failure.getTestIdentifier().getDisplayName()).append(": ");
        failure.getException().printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
