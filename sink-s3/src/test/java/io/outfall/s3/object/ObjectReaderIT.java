// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.s3.TestStore;
import io.outfall.s3.object.Condition.Always;
import io.outfall.testing.fault.Fault;
import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.fault.S3Request;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ObjectReaderIT {
    private static final String KEY = "_outfall/orders/0";
    private static final ObjectSpec OBJECT = ObjectSpec.control(KEY, "application/json", Map.of("offset", "7"));

    private static TestStore bucket;

    private FaultProxy proxy;
    private ObjectStore store;

    @BeforeAll
    static void openBucket() {
        bucket = TestStore.open();
    }

    @AfterAll
    static void closeBucket() {
        bucket.close();
    }

    @BeforeEach
    void open() throws S3Failure {
        proxy = FaultProxy.before(bucket.endpoint());
        store = ObjectStore.open(bucket.settings(proxy.endpoint()));
    }

    @AfterEach
    void close() {
        store.close();
        proxy.close();
        bucket.clear();
    }

    @Test
    void aLineIsReadAndThenTheRest() throws S3Failure {
        byte[] large = new byte[16 << 20];
        new Random(1).nextBytes(large);
        store.put(OBJECT, Body.of(List.of(text("{\"offset\":7}\n"), Body.of(large))), new Always());

        try (ObjectReader reader = store.read(KEY).orElseThrow()) {
            assertThat(reader.etag()).isEqualTo(bucket.head(KEY).eTag());
            assertThat(reader.length()).isEqualTo(13 + large.length);
            assertThat(reader.metadata()).containsEntry("offset", "7");
            assertThat(reader.line()).asString(US_ASCII).isEqualTo("{\"offset\":7}");
            assertThat(Arrays.equals(reader.rest(), large)).isTrue();
            assertThat(reader.rest()).isEmpty();
        }
    }

    @Test
    void theRestOfAnObjectIsNotFetchedByWhoWantsItsFirstLine() throws S3Failure {
        store.put(OBJECT, Body.of(List.of(text("first\n"), Body.of(new byte[8 << 20]))), new Always());

        for (int time = 0; time < 60; time++) {
            try (ObjectReader reader = store.read(KEY).orElseThrow()) {
                assertThat(reader.line()).asString(US_ASCII).isEqualTo("first");
            }
        }
    }

    @Test
    void theLastLineNeedsNoEnd() throws S3Failure {
        store.put(OBJECT, text("a\n\nb"), new Always());

        try (ObjectReader reader = store.read(KEY).orElseThrow()) {
            assertThat(List.of(line(reader), line(reader), line(reader), line(reader)))
                    .containsExactly("a", "", "b", "");
        }
    }

    @Test
    void anObjectThatIsNotThereIsEmpty() throws S3Failure {
        assertThat(store.read(KEY)).isEmpty();

        store.put(OBJECT, text("x"), new Always());
        store.delete(KEY);
        store.delete(KEY);

        assertThat(store.read(KEY)).isEmpty();
    }

    @Test
    void anObjectWhoseEndIsMissingIsReadAgainLater() throws S3Failure {
        store.put(OBJECT, text("a line without end"), new Always());
        proxy.on(S3Request.GET_OBJECT, new Fault.CutShort(5), new Fault.CutShort(5));

        try (ObjectReader reader = store.read(KEY).orElseThrow()) {
            assertThatThrownBy(reader::rest)
                    .isInstanceOfSatisfying(
                            S3Failure.class, e -> assertThat(e.isPassing()).isTrue())
                    .hasMessageStartingWith("cannot read s3://" + bucket.bucket() + "/" + KEY + ": ");
        }
        try (ObjectReader reader = store.read(KEY).orElseThrow()) {
            assertThatThrownBy(reader::line).isInstanceOf(S3Failure.class);
        }
    }

    @Test
    void aReaderThatMayNotReadFails() {
        proxy.on(S3Request.GET_OBJECT, Fault.Answer.s3(403, "AccessDenied"));

        assertThatThrownBy(() -> store.read(KEY))
                .isInstanceOf(S3Failure.class)
                .hasMessageEndingWith(
                        "403 AccessDenied (because; request r1). The credentials must be right and allow s3:GetObject.");
    }

    private static Body text(String text) {
        return Body.of(text.getBytes(US_ASCII));
    }

    private static String line(ObjectReader reader) throws S3Failure {
        return new String(reader.line(), US_ASCII);
    }
}
