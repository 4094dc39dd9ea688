// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link CommitSettings}. */
public final class CommitSection implements Section<CommitSettings> {
    static final Key<Guarantee> GUARANTEE = Key.oneOf("delivery.guarantee", Guarantee.class)
            .doc("""
                    How often a record may come to the bucket. `exactly-once` keeps a small commit record per topic-partition \
                    under `_outfall/`, needs a store that honours conditional writes, and refuses one that does not. \
                    `available` does the same where the store can, and otherwise serves at least once and says so in the log \
                    and in the metric `exactly-once`. `at-least-once` keeps no records: a request or two less per file, and \
                    some rows twice after a crash.""")
            .importance(Importance.HIGH)
            .defaultsTo(Guarantee.EXACTLY_ONCE);
    static final Key<Boolean> TOPIC_CHECK =
            Key.flag("delivery.topic.check").doc("""
                    Whether the task stops when a topic was deleted and made anew, so that its offsets mean other records than \
                    those in the bucket. It is known by the timestamp of one record; leave this out if transforms give records \
                    another timestamp each time they are read.""").importance(Importance.LOW).defaultsTo(true);
    static final Key<Boolean> MANIFESTS = Key.flag("manifest.enabled").doc("""
                    Whether each commit is described by a small JSON object, `_outfall/manifests/<connector>/<topic>/\
                    <partition>/<sequence>.json`, with its files, their offsets, rows, times and schema, so that a batch job \
                    reads the new files and no others. Needs `delivery.guarantee=exactly-once`.""").defaultsTo(false);

    @Override
    public String title() {
        return "Commits";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(GUARANTEE, TOPIC_CHECK, MANIFESTS);
    }

    @Override
    public List<Check> checks() {
        return List.of((values, problems) -> {
            if (values.get(MANIFESTS) && values.get(GUARANTEE) != Guarantee.EXACTLY_ONCE) {
                problems.add(MANIFESTS, "needs delivery.guarantee=exactly-once");
            }
        });
    }

    @Override
    public CommitSettings read(Values values) {
        return new CommitSettings(values.get(GUARANTEE), values.get(TOPIC_CHECK), values.get(MANIFESTS));
    }
}
