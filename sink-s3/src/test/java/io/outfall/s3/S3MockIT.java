// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.testing.stack.S3MockServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All tests that need a store, once more on another: nobody knows what one server alone lets pass. */
class S3MockIT {
    private static S3MockServer server;

    @BeforeAll
    static void start() {
        server = S3MockServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.outfall.s3.TestsOnStore#classes")
    void passOnS3Mock(String testClass) {
        System.out.println(new TestsOnStore("S3Mock", server.endpoint(), "any", "any", "us-east-1").run(testClass));
    }
}
