// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.config.Spec;
import io.outfall.decode.EventDecoder;
import io.outfall.decode.EventSection;
import io.outfall.event.ChangeEvent;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.type.YearRange;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** Renders templates for records. */
final class Rendering {
    private final EventDecoder decoder = new EventDecoder(new Spec<>(new EventSection(YearRange.SQL)).parse(Map.of()));

    Subject subject(SinkRecord record) {
        ChangeEvent event = decoder.decode(record);
        return new Subject(event, ChangeRow.of(event), record.topic() + "-0-" + record.kafkaOffset());
    }

    String json(String template, SinkRecord record) throws UnfitRowException {
        return utf8(JsonTemplate.parse(template).renderer().render(subject(record)));
    }

    String url(String template, SinkRecord record) throws UnfitRowException {
        return UrlTemplate.parse(template).renderer().render(subject(record)).toString();
    }

    static String utf8(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
