// SPDX-License-Identifier: Apache-2.0
package io.outfall.proxy;

import static io.outfall.config.SectionAssertions.assertThatSection;

import io.outfall.config.Key;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class ProxySectionTest {
    private final ProxySection section =
            new ProxySection(Key.address("store.proxy.url").doc("A proxy.").optional(), "");

    @Test
    void settingsSayWhereTheProxyIsAndWhoAsks() {
        URI address = URI.create("http://proxy.example.org:3128");
        assertThatSection(section)
                .hasDefaults(Map.of(
                        "store.proxy.url", "none",
                        "store.proxy.user", "none",
                        "store.proxy.password", "none"))
                .reads(Map.of(), Optional.empty())
                .reads(Map.of("store.proxy.url", address.toString()), Optional.of(new ProxySettings(address, null)))
                .reads(
                        Map.of(
                                "store.proxy.url", address.toString(),
                                "store.proxy.user", "outfall",
                                "store.proxy.password", "pr0xypass"),
                        Optional.of(new ProxySettings(
                                address, new ProxySettings.Login("outfall", new Password("pr0xypass")))))
                .mentionsEveryKey();
    }

    @Test
    void aLoginIsWholeAndForAProxy() {
        assertThatSection(section)
                .refuses(
                        Map.of("store.proxy.user", "outfall"),
                        "store.proxy.user is for a proxy, but store.proxy.url is not set",
                        "store.proxy.password is missing: store.proxy.user is set")
                .refuses(
                        Map.of("store.proxy.url", "http://proxy.example.org", "store.proxy.password", "pr0xypass"),
                        "store.proxy.user is missing: store.proxy.password is set");
    }
}
