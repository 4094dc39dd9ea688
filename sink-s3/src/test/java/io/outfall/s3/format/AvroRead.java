// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.apicurio.registry.utils.converter.avro.AvroData;
import io.apicurio.registry.utils.converter.avro.AvroDataConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.SchemaAndValue;

/**
 * A file as somebody else reads it: the Avro library, and behind it the mapping to Connect that the converters have.
 *
 * @param schema of the file
 * @param codec as the file names it
 */
public record AvroRead(Schema schema, String codec, List<GenericRecord> rows) {

    /** Reads a whole file. */
    public static AvroRead of(byte[] file) {
        try (DataFileStream<GenericRecord> stream =
                new DataFileStream<>(new ByteArrayInputStream(file), new GenericDatumReader<>())) {
            List<GenericRecord> rows = new ArrayList<>();
            stream.forEach(rows::add);
            return new AvroRead(stream.getSchema(), stream.getMetaString("avro.codec"), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows as the Avro library prints them, which is JSON. */
    List<String> text() {
        return rows.stream().map(GenericRecord::toString).toList();
    }

    /** The type of a column without the branch for null. */
    Schema column(String name) {
        return schema.getField(name).schema().getTypes().get(1);
    }

    /** The only row as Connect has it. */
    SchemaAndValue connect() {
        return new AvroData(new AvroDataConfig(Map.of())).toConnectData(schema, rows.get(0));
    }
}
