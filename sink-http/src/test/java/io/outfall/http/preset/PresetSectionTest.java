// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.preset;

import static io.outfall.config.SectionAssertions.assertThatSection;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.http.preset.Preset.Api;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PresetSectionTest {
    private static final Map<String, String> CAROL = Map.of(
            "http.preset", "totvs-carol",
            "carol.organization", "acme",
            "carol.connector.id", "4711ab");

    @Test
    void everyKeyIsRead() {
        Map<String, String> settings = new HashMap<>(CAROL);
        settings.putAll(Map.of("carol.environment", "test", "carol.staging", "pos_${source.table}"));

        assertThatSection(new PresetSection())
                .hasDefaults(Map.of(
                        "http.preset", "none",
                        "carol.organization", "none",
                        "carol.environment", "none",
                        "carol.connector.id", "none",
                        "carol.staging", "${topic.-1 | lower}"))
                .reads(
                        settings,
                        new Preset(Api.TOTVS_CAROL, new Carol("acme", "test", "4711ab", "pos_${source.table}")))
                .refuses(
                        Map.of("http.preset", "totvs-carol", "carol.staging", "a/b"),
                        "carol.organization is missing, and http.preset=totvs-carol needs it",
                        "carol.connector.id is missing, and http.preset=totvs-carol needs it",
                        "carol.staging must be a segment of an address, not 'a/b'")
                .mentionsEveryKey();
    }

    @Test
    void whatCarolNeedsIsSetUnlessTheUserSetsIt() {
        Map<String, String> given = new HashMap<>(CAROL);
        given.put("batch.rows", "100");
        given.put("http.auth.header.X-Auth-Key", "secret");

        assertThat(PresetSection.fill(given))
                .containsAllEntriesOf(given)
                .containsEntry(
                        "http.url",
                        "https://acme.carol.ai/api/v3/staging/intake/${topic.-1 | lower}?connectorId=4711ab")
                .containsEntry("batch.format", "array")
                .containsEntry("batch.bytes", "9000000")
                .containsEntry("http.compression", "gzip")
                .containsEntry("http.auth.header.X-Auth-ConnectorId", "4711ab")
                .doesNotContainKey("http.oauth2.grant");
    }

    @Test
    void tokensAreAskedForAsCarolWantsIt() {
        Map<String, String> given = new HashMap<>(CAROL);
        given.put("http.auth.type", "oauth2");

        assertThat(PresetSection.fill(given))
                .containsEntry("http.oauth2.token.url", "https://acme.carol.ai/api/v1/oauth2/token")
                .containsEntry("http.oauth2.grant", "password")
                .containsEntry("http.oauth2.param.connectorId", "4711ab")
                .containsEntry("http.oauth2.param.subdomain", "acme")
                .containsEntry("http.oauth2.param.orgSubdomain", "acme");
    }

    @Test
    void withoutAPresetNothingIsSet() {
        assertThat(PresetSection.fill(Map.of("http.url", "http://host/")))
                .isEqualTo(Map.of("http.url", "http://host/"));
    }
}
