// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import static io.outfall.config.StoreSink.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.config.StoreSink.Codec;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class KeyTest {

    @Test
    void everyKindOfValueIsReadAndRefusedInItsOwnWords() {
        assertThat(Key.regex("a").doc("x.").required().read("a+").pattern()).isEqualTo("a+");
        assertThatThrownBy(() -> Key.regex("a").doc("x.").required().read("(a"))
                .hasMessage("must be a regular expression, not '(a' (Unclosed group near index 2)");
        assertThat(Key.flag("a").doc("x.").required().read("TRUE")).isTrue();
        assertThatThrownBy(() -> Key.flag("a").doc("x.").required().read("yes"))
                .hasMessage("must be true or false, not 'yes'");
        assertThat(Key.oneOf("a", List.of(Codec.GZIP, Codec.NONE))
                        .doc("x.")
                        .required()
                        .read("gzip"))
                .isEqualTo(Codec.GZIP);
        assertThatThrownBy(() -> Key.oneOf("a", List.of(Codec.GZIP, Codec.NONE))
                        .doc("x.")
                        .required()
                        .read("zstd-fast"))
                .hasMessage("must be one of gzip, none, not 'zstd-fast'");
        assertThat(Key.decimal("a", 0, 1).doc("x.").required().read("0.5")).isEqualTo(0.5);
        assertThatThrownBy(() -> Key.decimal("a", 0, 1).doc("x.").required().read("NaN"))
                .hasMessage("must be a number from 0.0 to 1.0, not 'NaN'");
        assertThat(Key.integer("a", 0L, Long.MAX_VALUE).doc("x.").required().read("5000000000"))
                .isEqualTo(5_000_000_000L);
        assertThatThrownBy(() -> Key.integer("a", 0L, Long.MAX_VALUE)
                        .doc("x.")
                        .required()
                        .read("-1"))
                .hasMessage("must be a whole number from 0, not '-1'");
        assertThat(Key.list("a", "a regular expression", Pattern::compile, Pattern::pattern)
                        .doc("x.")
                        .defaultsTo(List.of())
                        .read("a+ , b"))
                .extracting(Pattern::pattern)
                .containsExactly("a+", "b");
        assertThat(Key.text("a").doc("x.").defaultsTo("__").read("")).isEmpty();
        assertThat(Key.text("a").doc("x.").optional().read(" ")).isEmpty();
        assertThatThrownBy(() -> Key.text("a").doc("x.").required().read(" "))
                .hasMessage("is missing and has no default");
    }

    @Test
    void aDefinitionThatIsWrongIsRefusedAtOnce() {
        assertThatThrownBy(() -> Key.text("storeBucket").doc("x.").required())
                .hasMessage("storeBucket is not a dotted name in lower case");
        assertThatThrownBy(() -> Key.text("store.bucket").required())
                .hasMessage("store.bucket has no sentence that documents it");
        assertThatThrownBy(() -> Key.millis("retry.pause", Duration.ZERO, Duration.ofDays(1)))
                .hasMessage("retry.pause does not end in .ms");
        assertThatThrownBy(() -> Key.bytes("retry.buffer", 0, 1)).hasMessage("retry.buffer does not end in .bytes");
        assertThatThrownBy(() -> Key.integer("retry.limit", 1, 5).doc("x.").defaultsTo(0))
                .hasMessage("must be a whole number from 1 to 5, not '0'");
        assertThatThrownBy(() -> Key.secret("store.secret").doc("x.").defaultsTo(new Password(SECRET)))
                .hasMessage("store.secret is a secret and has a default");
        assertThatThrownBy(() -> new Spec<>(new StoreSink.Twice())).hasMessage("two keys are named retry.first.ms");
    }
}
