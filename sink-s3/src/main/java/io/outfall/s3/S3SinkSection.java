// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import io.outfall.decode.EventSection;
import io.outfall.delivery.DeliverySection;
import io.outfall.error.RejectionSection;
import io.outfall.row.MetadataSection;
import io.outfall.row.RowSection;
import io.outfall.s3.avro.AvroSection;
import io.outfall.s3.commit.CommitSection;
import io.outfall.s3.format.FormatSection;
import io.outfall.s3.format.FormatSettings;
import io.outfall.s3.format.JsonLinesSection;
import io.outfall.s3.object.S3Section;
import io.outfall.s3.parquet.ParquetSection;
import io.outfall.s3.path.PathSection;
import io.outfall.s3.rotate.RotationSection;
import io.outfall.s3.spill.SpillSection;
import java.util.List;

/** The sections of {@link S3SinkConfig}. */
final class S3SinkSection implements Section<S3SinkConfig> {
    private final S3Section store = new S3Section();
    private final PathSection path = new PathSection();
    private final RotationSection rotation = new RotationSection();
    private final EventSection events = new EventSection();
    private final RowSection rows = new RowSection();
    private final MetadataSection metadata = new MetadataSection();
    private final FormatSection format = new FormatSection();
    private final ParquetSection parquet = new ParquetSection();
    private final AvroSection avro = new AvroSection();
    private final JsonLinesSection jsonLines = new JsonLinesSection();
    private final CommitSection commits = new CommitSection();
    private final DeliverySection delivery = new DeliverySection();
    private final SpillSection spill = new SpillSection();
    private final RejectionSection rejections = new RejectionSection();

    @Override
    public String title() {
        return "S3 sink";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of();
    }

    @Override
    public List<Section<?>> parts() {
        return List.of(
                store,
                path,
                rotation,
                format,
                events,
                rows,
                metadata,
                parquet,
                avro,
                jsonLines,
                commits,
                delivery,
                spill,
                rejections);
    }

    @Override
    public S3SinkConfig read(Values values) {
        return new S3SinkConfig(
                events.read(values),
                rows.read(values),
                store.read(values),
                path.read(values),
                rotation.read(values),
                new FormatSettings(
                        format.read(values), parquet.read(values), avro.read(values), jsonLines.read(values)),
                metadata.read(values),
                commits.read(values),
                delivery.read(values),
                spill.read(values),
                rejections.read(values));
    }
}
