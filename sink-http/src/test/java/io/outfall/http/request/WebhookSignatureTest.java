// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    @Test
    void theSignatureIsThatOfTheStandardsOwnExample() {
        assertThat(new WebhookSignature(new Password("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                        .headers(
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                1614265330,
                                ByteBuffer.wrap("{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Map.of(
                        "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "webhook-timestamp", "1614265330",
                        "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    @Test
    void aSecretThatIsNoneIsRefusedAndNotQuoted() {
        assertThatThrownBy(() -> new WebhookSignature(new Password("whsec_top secret")))
                .hasMessage("what follows whsec_ is no Base64");
    }
}
