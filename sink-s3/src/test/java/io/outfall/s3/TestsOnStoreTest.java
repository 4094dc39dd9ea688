// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.net.URI;
import org.junit.jupiter.api.Test;

class TestsOnStoreTest {
    private static final TestsOnStore STORE =
            new TestsOnStore("Garage", URI.create("http://store.example:4566"), "id", "secret", "eu-central-1");

    static class PassingExample {
        @Test
        void theStoreIsNamed() {
            assertThat(System.getProperties())
                    .containsEntry("outfall.s3.endpoint", "http://store.example:4566")
                    .containsEntry("outfall.s3.access.key", "id")
                    .containsEntry("outfall.s3.secret.key", "secret")
                    .containsEntry("outfall.s3.region", "eu-central-1");
        }

        @Test
        void theStoreIsUnfit() {
            abort("it checks no keys");
        }
    }

    static class FailingExample {
        @Test
        void theStoreAnswers() {
            throw new IllegalStateException("it is gone");
        }
    }

    static class EmptyExample {}

    @Test
    void testsFindTheStoreThatTheyAreToRunOn() {
        assertThat(STORE.run(PassingExample.class.getName())).isEqualTo("""
                        TestsOnStoreTest$PassingExample on Garage: 1 passed
                        skipped on Garage: TestsOnStoreTest$PassingExample.theStoreIsUnfit(): it checks no keys""");
    }

    @Test
    void theStoreIsForgottenAfterwards() {
        STORE.run(PassingExample.class.getName());
        assertThat(System.getProperties()).doesNotContainKey("outfall.s3.endpoint");
    }

    @Test
    void aFailureIsToldWithItsTestAndItsCause() {
        assertThatThrownBy(() -> STORE.run(FailingExample.class.getName()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("theStoreAnswers()", "java.lang.IllegalStateException: it is gone");
    }

    @Test
    void aClassWithoutTestsIsAFailure() {
        assertThatThrownBy(() -> STORE.run(EmptyExample.class.getName()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("no test ran");
    }
}
