// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.verdict;

import static io.outfall.config.SectionAssertions.assertThatSection;

import io.outfall.http.verdict.Statuses.Range;
import io.outfall.http.verdict.VerdictSettings.ItemErrors;
import io.outfall.http.verdict.VerdictSettings.Match;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictSectionTest {

    @Test
    void everyKeyIsRead() {
        assertThatSection(new VerdictSection())
                .hasDefaults(Map.ofEntries(
                        Map.entry("response.success", "200-299"),
                        Map.entry("response.retry", "401,403,407-408,423,425,429,500-599"),
                        Map.entry("response.reject", "400,409-410,412-415,422"),
                        Map.entry("response.ok.path", "none"),
                        Map.entry("response.ok.values", "true"),
                        Map.entry("response.errors.path", "none"),
                        Map.entry("response.errors.match", "index"),
                        Map.entry("response.errors.at", "/index"),
                        Map.entry("response.errors.status", "none"),
                        Map.entry("response.request.id.header", "x-request-id"),
                        Map.entry("response.excerpt.chars", "500")))
                .reads(
                        Map.ofEntries(
                                Map.entry("response.success", "200,404"),
                                Map.entry("response.retry", "500-503"),
                                Map.entry("response.reject", "400"),
                                Map.entry("response.ok.path", "/status"),
                                Map.entry("response.ok.values", "OK,DONE"),
                                Map.entry("response.errors.path", "/a/b"),
                                Map.entry("response.errors.match", "key"),
                                Map.entry("response.errors.at", "/id"),
                                Map.entry("response.errors.status", "/code"),
                                Map.entry("response.request.id.header", "x-trace"),
                                Map.entry("response.excerpt.chars", "10")),
                        new VerdictSettings(
                                new Statuses(List.of(new Range(200, 200), new Range(404, 404))),
                                new Statuses(List.of(new Range(500, 503))),
                                new Statuses(List.of(new Range(400, 400))),
                                Pointer.parse("/status"),
                                List.of("OK", "DONE"),
                                new ItemErrors(
                                        Pointer.parse("/a/b"), Match.KEY, Pointer.parse("/id"), Pointer.parse("/code")),
                                "x-trace",
                                10))
                .refuses(
                        Map.of("response.success", "200-404", "response.ok.path", "a"),
                        "response.retry has a status that response.success has too",
                        "response.reject has a status that response.success has too",
                        "response.ok.path must be a JSON Pointer, not 'a' (it begins with a slash)")
                .refuses(
                        Map.of("response.reject", "4xx"),
                        "response.reject must be a list, each a status or a range such as 500-599, not '4xx' (4xx is neither)")
                .mentionsEveryKey();
    }
}
