// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outfall.s3.object.Body;
import io.outfall.s3.object.Condition;
import io.outfall.s3.object.ObjectSpec;
import io.outfall.s3.object.ObjectStore;
import io.outfall.s3.object.S3Failure;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What one commit published, for a batch job that wants to read the new files and no others. Written when all of them
 * are visible; written again with the same content if it is not known whether it was.
 *
 * @param key of the manifest
 * @param json one line
 */
record Manifest(String key, String json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Manifest of(TopicPartition partition, CommitRecord commit, CommitPlace place) {
        ObjectNode json = JSON.createObjectNode();
        json.put("topic", partition.topic())
                .put("partition", partition.partition())
                .put("sequence", commit.sequence());
        ArrayNode files = json.putArray("files");
        for (CommittedFile file : commit.files()) {
            ObjectNode one = files.addObject()
                    .put("key", file.object().spec().key())
                    .put("length", file.object().length());
            RecordFormat.describe(file.facts(), one);
        }
        return new Manifest(place.manifest(partition, commit.sequence()), json + "\n");
    }

    void write(ObjectStore store) throws S3Failure {
        store.put(
                ObjectSpec.control(key, "application/json", Map.of()),
                Body.of(json.getBytes(StandardCharsets.UTF_8)),
                new Condition.Always());
    }
}
