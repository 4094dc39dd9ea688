// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;

/** All tests that need a store, once more on LocalStack, where there is a Docker engine to run it. */
class LocalStackIT {
    /** Later images do not start without an account's token. */
    private static final String IMAGE = "localstack/localstack:4.14.0";

    private static @Nullable LocalStackContainer container;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.outfall.s3.TestsOnStore#classes")
    void passOnLocalStack(String testClass) {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                () -> testClass + " did not run on LocalStack: no Docker engine answers");
        System.out.println(localStack().run(testClass));
    }

    private static TestsOnStore localStack() {
        LocalStackContainer store = container;
        if (store == null) {
            store = new LocalStackContainer(IMAGE).withServices("s3");
            container = store;
            store.start();
        }
        return new TestsOnStore(
                "LocalStack", store.getEndpoint(), store.getAccessKey(), store.getSecretKey(), store.getRegion());
    }

    @AfterAll
    static void stop() {
        if (container != null) {
            container.close();
        }
    }
}
