// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outfall.delivery.OffsetSet;
import io.outfall.delivery.Witness;
import io.outfall.s3.object.Body;
import io.outfall.s3.object.ObjectSpec;
import io.outfall.s3.object.StagedObject;
import io.outfall.s3.object.UploadedPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A commit record as an object: a line of JSON and, after it, the bytes of those of its files that are whole, one after
 * the other. The JSON is for people too:
 *
 * <pre>{@code
 * {"format":1,"epoch":1763712000,"sequence":17,"owner":"…","done":"0+4711",
 *  "witness":{"offset":4710,"timestamp":1763711999123},
 *  "files":[{"key":"…","contentType":"…","metadata":{…},"length":8123,"rows":40,"firstOffset":4671,"lastOffset":4710,
 *            "minTime":…,"maxTime":…,"schema":"…","upload":{"id":"…","parts":[{"number":1,"etag":"…","checksum":"…"}]}}]}
 * }</pre>
 *
 * <p>A file without {@code upload} is whole. {@code done} is as {@link OffsetSet#text()} writes it.
 */
final class RecordFormat {
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordFormat() {}

    static Body write(CommitRecord record) {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT)
                .put("epoch", record.epoch())
                .put("sequence", record.sequence())
                .put("owner", record.owner())
                .put("done", record.done().text());
        Witness witness = record.witness();
        if (witness != null) {
            json.putObject("witness").put("offset", witness.offset()).put("timestamp", witness.timestampMs());
        }
        List<Body> bodies = new ArrayList<>();
        ArrayNode files = json.putArray("files");
        for (CommittedFile file : record.files()) {
            describe(file, files.addObject());
            if (file.object() instanceof StagedObject.Whole whole) {
                bodies.add(whole.body());
            }
        }
        bodies.add(0, Body.of((json + "\n").getBytes(StandardCharsets.UTF_8)));
        return Body.of(bodies);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is something else, or of a newer version
     */
    static CommitRecord read(byte[] line, byte[] rest) {
        try {
            JsonNode json = JSON.readTree(line);
            if (json.path("format").asInt() != FORMAT) {
                throw new IllegalArgumentException(
                        "a commit record of format " + json.path("format") + ", not " + FORMAT);
            }
            List<CommittedFile> files = new ArrayList<>();
            int at = 0;
            for (JsonNode file : json.path("files")) {
                StagedObject object = object(file, rest, at);
                at += object instanceof StagedObject.Whole ? (int) object.length() : 0;
                files.add(new CommittedFile(object, facts(file)));
            }
            JsonNode witness = json.get("witness");
            return new CommitRecord(
                    number(json, "epoch"),
                    number(json, "sequence"),
                    text(json, "owner"),
                    OffsetSet.parse(text(json, "done")),
                    witness == null ? null : new Witness(number(witness, "offset"), number(witness, "timestamp")),
                    files);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a commit record: " + e.getOriginalMessage(), e);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException("not a commit record", e);
        }
    }

    private static void describe(CommittedFile file, ObjectNode json) {
        ObjectSpec spec = file.object().spec();
        json.put("key", spec.key()).put("contentType", spec.contentType());
        ObjectNode metadata = json.putObject("metadata");
        spec.metadata().forEach(metadata::put);
        json.put("length", file.object().length());
        describe(file.facts(), json);
        if (file.object() instanceof StagedObject.Parts parts) {
            ObjectNode upload = json.putObject("upload").put("id", parts.uploadId());
            ArrayNode all = upload.putArray("parts");
            for (UploadedPart part : parts.parts()) {
                ObjectNode one = all.addObject().put("number", part.number()).put("etag", part.etag());
                if (part.checksum() != null) {
                    one.put("checksum", part.checksum());
                }
            }
        }
    }

    static void describe(FileFacts facts, ObjectNode json) {
        json.put("rows", facts.rows())
                .put("firstOffset", facts.firstOffset())
                .put("lastOffset", facts.lastOffset())
                .put("minTime", facts.minTimeMs())
                .put("maxTime", facts.maxTimeMs())
                .put("schema", facts.schema());
    }

    private static StagedObject object(JsonNode json, byte[] rest, int at) {
        Map<String, String> metadata = new LinkedHashMap<>();
        JsonNode entries = json.path("metadata");
        entries.fieldNames()
                .forEachRemaining(name -> metadata.put(name, entries.path(name).asText()));
        ObjectSpec spec = new ObjectSpec(text(json, "key"), text(json, "contentType"), metadata);
        long length = number(json, "length");
        JsonNode upload = json.get("upload");
        if (upload == null) {
            if (rest.length - at < length) {
                throw new IllegalArgumentException("a commit record that ends within the bytes of " + spec.key());
            }
            return new StagedObject.Whole(spec, Body.of(Arrays.copyOfRange(rest, at, at + (int) length)));
        }
        List<UploadedPart> parts = new ArrayList<>();
        for (JsonNode part : upload.path("parts")) {
            parts.add(new UploadedPart((int) number(part, "number"), text(part, "etag"), textOrNull(part, "checksum")));
        }
        return new StagedObject.Parts(spec, text(upload, "id"), parts, length);
    }

    private static FileFacts facts(JsonNode json) {
        return new FileFacts(
                number(json, "rows"),
                number(json, "firstOffset"),
                number(json, "lastOffset"),
                number(json, "minTime"),
                number(json, "maxTime"),
                text(json, "schema"));
    }

    private static long number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.canConvertToLong()) {
            throw new IllegalArgumentException("a commit record without a number " + name);
        }
        return value.asLong();
    }

    private static String text(JsonNode json, String name) {
        String text = textOrNull(json, name);
        if (text == null) {
            throw new IllegalArgumentException("a commit record without a text " + name);
        }
        return text;
    }

    private static @Nullable String textOrNull(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isTextual() ? value.asText() : null;
    }
}
