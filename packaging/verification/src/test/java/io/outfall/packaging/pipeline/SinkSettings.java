// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import io.outfall.testing.stack.S3Server;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every sink of these tests is told. */
final class SinkSettings {
    private SinkSettings() {}

    /** Writes into a bucket, and closes files early, for a test waits for them. */
    static Map<String, String> of(S3Server s3, String bucket) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("connector.class", "io.outfall.s3.S3SinkConnector");
        settings.put("s3.bucket", bucket);
        settings.put("s3.endpoint", s3.endpoint().toString());
        settings.put("s3.region", s3.region());
        settings.put("s3.access.key.id", s3.accessKey());
        settings.put("s3.secret.access.key", s3.secretKey());
        settings.put("rotate.interval.ms", "1000");
        // Topics that come later are found by then and not after five minutes.
        settings.put("consumer.override.metadata.max.age.ms", "500");
        return settings;
    }
}
