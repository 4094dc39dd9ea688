// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;

/** All tests that need a store, once more on LocalStack, where there is a Docker engine to run it. */
class LocalStackIT {
    /** Later images do not start without an account's token. */
    private static final String IMAGE = "localstack/localstack:4.14.0";

    private static @Nullable LocalStackContainer container;

    static Stream<String> testsThatNeedAStore() {
        return new ClassFileImporter()
                .importPackages(LocalStackIT.class.getPackageName()).stream()
                        .filter(type -> type.getSimpleName().endsWith("IT") && opensAStore(type))
                        .map(JavaClass::getName)
                        .sorted();
    }

    private static boolean opensAStore(JavaClass type) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(TestStore.class)
                        && call.getTarget().getName().equals("open"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("testsThatNeedAStore")
    void passOnLocalStack(String testClass, TestReporter reporter) {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                () -> testClass + " did not run on LocalStack: no Docker engine answers");
        reporter.publishEntry(testClass, localStack().run(testClass));
    }

    private static TestsOnStore localStack() {
        LocalStackContainer store = container;
        if (store == null) {
            store = new LocalStackContainer(IMAGE).withServices("s3");
            container = store;
            store.start();
        }
        return new TestsOnStore(store.getEndpoint(), store.getAccessKey(), store.getSecretKey(), store.getRegion());
    }

    @AfterAll
    static void stop() {
        if (container != null) {
            container.close();
        }
    }
}
