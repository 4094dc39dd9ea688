// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.config.ReferencePage;
import java.io.IOException;
import java.nio.file.Path;

/** Writes {@code docs/reference/sink-s3.md} from the settings themselves. Run from the module's folder. */
final class S3SinkReference {
    static final Path PAGE = Path.of("..", "docs", "reference", "sink-s3.md");
    static final String HOW_TO_WRITE_IT = "mvn -Dquick -pl sink-s3 -am test -Dtest=S3SinkReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dreference.write=true";

    private S3SinkReference() {}

    static ReferencePage page() {
        return new ReferencePage(
                "sink-s3 settings",
                "Every setting of `io.outfall.s3.S3SinkConnector`. Those of Kafka Connect itself (`topics`, `tasks.max`, "
                        + "`key.converter`, `errors.*` and so on) come besides. This page is generated.",
                S3SinkConnector.SPEC);
    }

    static void write() throws IOException {
        page().write(PAGE);
    }
}
