// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import io.outfall.decode.EventSection;
import io.outfall.delivery.DeliverySection;
import io.outfall.error.RejectionSection;
import io.outfall.http.auth.AuthSection;
import io.outfall.http.client.ClientSection;
import io.outfall.http.lane.LaneSection;
import io.outfall.http.lane.Ordering;
import io.outfall.http.pace.PaceSection;
import io.outfall.http.preset.PresetSection;
import io.outfall.http.report.ReportSection;
import io.outfall.http.request.BatchSection;
import io.outfall.http.request.BatchSettings;
import io.outfall.http.request.RequestSection;
import io.outfall.http.verdict.VerdictSection;
import io.outfall.http.verdict.VerdictSettings;
import io.outfall.row.RowSection;
import io.outfall.type.YearRange;
import java.util.List;
import java.util.Map;

/** The sections of {@link HttpSinkConfig}. */
final class HttpSinkSection implements Section<HttpSinkConfig> {
    private final PresetSection preset = new PresetSection();
    private final RequestSection requests = new RequestSection();
    private final BatchSection batches = new BatchSection();
    private final LaneSection lanes = new LaneSection();
    private final VerdictSection verdicts = new VerdictSection();
    private final PaceSection pace = new PaceSection();
    private final ClientSection client = new ClientSection();
    private final AuthSection auth = new AuthSection();
    private final RowSection rows = new RowSection();
    private final EventSection events = new EventSection(YearRange.SQL);
    private final DeliverySection delivery = new DeliverySection("""
            from its first failure on, before its records are rejected: `rejection.policy` says where they go. The server may \
            have acted on them all the same, and later changes of the same rows are sent without them""");
    private final RejectionSection rejections = new RejectionSection();
    private final ReportSection reports = new ReportSection();

    /** A configuration with what its preset sets beside it. */
    static Map<String, String> fill(Map<String, String> given) {
        return PresetSection.fill(given);
    }

    @Override
    public String title() {
        return "HTTP sink";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of();
    }

    @Override
    public List<Section<?>> parts() {
        return List.of(
                preset,
                requests,
                batches,
                lanes,
                verdicts,
                pace,
                client,
                auth,
                rows,
                events,
                delivery,
                rejections,
                reports);
    }

    @Override
    public List<Check> checks() {
        return List.of((values, problems) ->
                LaneSection.checkThatTruncatesWait(RequestSection.sendsTruncates(values), values, problems));
    }

    @Override
    public HttpSinkConfig read(Values values) {
        BatchSettings batch = batches.read(values);
        Ordering ordering = lanes.read(values);
        VerdictSettings verdict = verdicts.read(values);
        boolean itemsRepeat = verdict.errors() != null && ordering != Ordering.NONE;
        return new HttpSinkConfig(
                preset.read(values),
                requests.read(values),
                itemsRepeat ? batch.withKeysApart() : batch,
                ordering,
                verdict,
                pace.read(values),
                client.read(values),
                auth.read(values),
                rows.read(values),
                events.read(values),
                delivery.read(values),
                rejections.read(values),
                reports.read(values));
    }
}
