// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.report;

import io.outfall.config.Key;
import io.outfall.config.KeyBuilder;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The keys of {@link ReportSettings}. */
public final class ReportSection implements Section<ReportSettings> {
    /** What the names of the producer's settings begin with. */
    static final String PRODUCER = "report.producer.";

    private static final String SERVERS = "bootstrap.servers";
    private static final String TOPIC = "[a-zA-Z0-9._-]{1,249}";

    static final Key<Optional<String>> SUCCESS = topic("report.success.topic")
            .doc("A topic that is told of every change that the server took.")
            .optional();
    static final Key<Optional<String>> ERROR = topic("report.error.topic")
            .doc(
                    "A topic that is told of every change that the server did not take, and why, wherever its record goes.")
            .optional();

    @Override
    public String title() {
        return "Reports";
    }

    @Override
    public String about() {
        return """
                A report is a JSON object with `topic`, `partition` and `offset` of the record, `status` (`accepted` or \
                `rejected`) and, of a rejected one, `reason`; its key is `topic-partition-offset`. An offset is committed only when \
                its reports are stored, so none is lost; after a restart some may come twice. Settings of the producer, such as its \
                login, are `report.producer.<name>`; `report.producer.bootstrap.servers` is needed. When the topic does not take \
                reports for as long as the producer's `delivery.timeout.ms` says, the task fails.""";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(SUCCESS, ERROR);
    }

    @Override
    public List<String> prefixes() {
        return List.of(PRODUCER);
    }

    @Override
    public List<Check> checks() {
        return List.of((values, problems) -> {
            Key<?> set = values.get(SUCCESS).isPresent() ? SUCCESS : ERROR;
            boolean any = values.get(SUCCESS).isPresent() || values.get(ERROR).isPresent();
            if (any && !values.startingWith(PRODUCER).containsKey(SERVERS)) {
                problems.add(set, "needs " + PRODUCER + SERVERS + ", which is not set");
            }
        });
    }

    @Override
    public ReportSettings read(Values values) {
        Map<String, Password> producer = values.startingWith(PRODUCER).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, setting -> new Password(setting.getValue())));
        return new ReportSettings(
                values.get(SUCCESS).orElse(null), values.get(ERROR).orElse(null), producer);
    }

    private static KeyBuilder<String> topic(String name) {
        return Key.text(name).importance(Importance.LOW).where("the name of a topic", topic -> topic.matches(TOPIC));
    }
}
