// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link WriteSettings}. */
public final class WriteSection implements Section<WriteSettings> {
    public static final Key<WriteMethod> METHOD =
            Key.oneOf("write.method", WriteMethod.class).doc("""
                    By which interface rows come into tables. `storage`: the Storage Write API, as protocol buffers. `insert-all`: \
                    streaming inserts of the REST API, as JSON, for logs only: a record comes at least once, and each row counts \
                    as 1 KB at least where it is paid for.""").defaultsTo(WriteMethod.STORAGE);
    static final Key<Boolean> INSERT_IDS =
            Key.flag("write.insert.ids").doc("""
                    Whether rows of `insert-all` carry an id, `topic-partition-offset`, by which BigQuery leaves out a row that it \
                    has taken about a minute before, as well as it can. Without ids, more rows per second are allowed.""").importance(Importance.LOW).defaultsTo(true);

    @Override
    public String title() {
        return "Writing";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(METHOD, INSERT_IDS);
    }

    @Override
    public WriteSettings read(Values values) {
        return new WriteSettings(values.get(METHOD), values.get(INSERT_IDS));
    }
}
