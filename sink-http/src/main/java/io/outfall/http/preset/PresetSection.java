// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.preset;

import io.outfall.config.Key;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Spec;
import io.outfall.config.Values;
import io.outfall.http.preset.Preset.Api;
import io.outfall.http.template.UrlTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The keys of {@link Preset}. */
public final class PresetSection implements Section<Preset> {
    private static final String CAROL = "carol.";

    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";

    static final Key<Optional<Api>> API =
            Key.oneOf("http.preset", Api.class).doc("""
                    An API that is known: what it needs is set, unless the configuration sets it otherwise. `totvs-carol` is the \
                    intake of TOTVS Carol.""").optional();
    static final Key<Optional<String>> ORGANIZATION = Key.text("carol.organization")
            .doc("The organization in Carol: the first part of the host, as in `https://<organization>.carol.ai`.")
            .where("one part of a host's name", text -> text.matches(LABEL))
            .optional();
    static final Key<Optional<String>> ENVIRONMENT = Key.text("carol.environment")
            .doc("The environment (tenant) in Carol, for tokens. Unless set, it is called as the organization is.")
            .where("one part of a host's name", text -> text.matches(LABEL))
            .optional();
    static final Key<Optional<String>> CONNECTOR = Key.text("carol.connector.id")
            .doc("The id of the connector in Carol that owns the staging tables.")
            .where("an id", text -> text.matches("[A-Za-z0-9-]+"))
            .optional();
    static final Key<String> STAGING = Key.text("carol.staging")
            .doc("The staging table, with placeholders.")
            .importance(Importance.LOW)
            .where("a segment of an address", PresetSection::isSegment)
            .defaultsTo("${topic.-1 | lower}");

    @Override
    public String title() {
        return "Known APIs";
    }

    @Override
    public String about() {
        return """
                With `http.preset=totvs-carol`, rows go to `/api/v3/staging/intake/<staging>` as gzipped JSON arrays of up to 500 \
                rows and 9 MB, in which each key is once, and statuses are judged as Carol's own client does. Set \
                `http.auth.header.X-Auth-Key` to an API key of the connector, or `http.auth.type=oauth2` with `http.oauth2.user` \
                and `http.oauth2.password`; the rest of the authentication is set. Deletes are rejected until something is said \
                of them: for a column that marks them, set `delete.action=send` and \
                `body.template={"${*row}": true, "deleted": "${deleted}"}`.""";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(API, ORGANIZATION, ENVIRONMENT, CONNECTOR, STAGING);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                (values, problems) -> checkThatItIsSaid(ORGANIZATION, values, problems),
                (values, problems) -> checkThatItIsSaid(CONNECTOR, values, problems));
    }

    @Override
    public Preset read(Values values) {
        Optional<Api> api = values.get(API);
        if (api.isEmpty()) {
            return new Preset(null, null);
        }
        String organization = values.get(ORGANIZATION).orElseThrow();
        return new Preset(
                api.get(),
                new Carol(
                        organization,
                        values.get(ENVIRONMENT).orElse(organization),
                        values.get(CONNECTOR).orElseThrow(),
                        values.get(STAGING)));
    }

    /** A configuration with what its preset sets beside it. What the configuration itself sets stays. */
    public static Map<String, String> fill(Map<String, String> given) {
        Map<String, String> own = new HashMap<>(given);
        own.keySet().removeIf(name -> !name.equals(API.name()) && !name.startsWith(CAROL));
        try {
            Carol carol = new Spec<>(new PresetSection()).parse(own).carol();
            if (carol == null) {
                return given;
            }
            Map<String, String> filled = new HashMap<>(carol.settings(given));
            filled.putAll(given);
            return filled;
        } catch (ConfigException e) {
            // Whoever reads the whole configuration finds the same problems, and reports them with all others.
            return given;
        }
    }

    private static void checkThatItIsSaid(Key<Optional<String>> key, Values values, Problems problems) {
        if (values.get(API).isPresent() && values.get(key).isEmpty()) {
            problems.add(key, "is missing, and http.preset=totvs-carol needs it");
        }
    }

    private static boolean isSegment(String text) {
        try {
            return UrlTemplate.parse("http://host/" + text).segments().size() == 2 && !text.contains("?");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
