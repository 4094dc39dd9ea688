// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import io.outfall.config.ReferencePage;
import java.io.IOException;
import java.nio.file.Path;

/** Writes {@code docs/reference/sink-http.md} from the settings themselves. Run from the module's folder. */
final class HttpSinkReference {
    static final Path PAGE = Path.of("..", "docs", "reference", "sink-http.md");
    static final String HOW_TO_WRITE_IT = "mvn -Dquick -pl sink-http -am test -Dtest=HttpSinkReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dreference.write=true";

    private HttpSinkReference() {}

    static ReferencePage page() {
        return new ReferencePage(
                "sink-http settings",
                "Every setting of `io.outfall.http.HttpSinkConnector`. Those of Kafka Connect itself (`topics`, `tasks.max`, "
                        + "`key.converter`, `errors.*` and so on) come besides. This page is generated.",
                HttpSinkConnector.SPEC);
    }

    static void write() throws IOException {
        page().write(PAGE);
    }
}
