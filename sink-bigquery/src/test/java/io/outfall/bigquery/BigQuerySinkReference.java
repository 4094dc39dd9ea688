// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.config.ReferencePage;
import java.io.IOException;
import java.nio.file.Path;

/** Writes {@code docs/reference/sink-bigquery.md} from the settings themselves. Run from the module's folder. */
final class BigQuerySinkReference {
    static final Path PAGE = Path.of("..", "docs", "reference", "sink-bigquery.md");
    static final String HOW_TO_WRITE_IT = "mvn -Dquick -pl sink-bigquery -am test -Dtest=BigQuerySinkReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dreference.write=true";

    private BigQuerySinkReference() {}

    static ReferencePage page() {
        return new ReferencePage(
                "sink-bigquery settings",
                "Every setting of `io.outfall.bigquery.BigQuerySinkConnector`. Those of Kafka Connect itself (`topics`, `tasks.max`, "
                        + "`key.converter`, `errors.*` and so on) come besides. This page is generated.",
                BigQuerySinkConnector.SPEC);
    }

    static void write() throws IOException {
        page().write(PAGE);
    }
}
