// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.bigquery.UpsertSettings.OnTruncate;
import io.outfall.bigquery.UpsertSettings.Unavailable;
import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.List;

/** The keys of {@link UpsertSettings}. */
final class UpsertSection implements Section<UpsertSettings> {
    static final Key<Unavailable> UNAVAILABLE =
            Key.oneOf("upsert.unavailable", Unavailable.class).doc("""
                    What becomes of a row with a column that the source did not repeat because it was not changed. BigQuery \
                    replaces whole rows, so the old value cannot stay. `reject`: the record is rejected; `null`: the column \
                    becomes null. With REPLICA IDENTITY FULL, PostgreSQL repeats every column.""").defaultsTo(Unavailable.REJECT);
    static final Key<OnTruncate> TRUNCATE =
            Key.oneOf("upsert.truncate", OnTruncate.class).doc("""
                    What becomes of a truncate, which no change of BigQuery can say: `reject` rejects the record, `ignore` leaves \
                    the rows where they are.""").defaultsTo(OnTruncate.REJECT);

    @Override
    public String title() {
        return "Mirrors";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(UNAVAILABLE, TRUNCATE);
    }

    @Override
    public UpsertSettings read(Values values) {
        return new UpsertSettings(values.get(UNAVAILABLE), values.get(TRUNCATE));
    }
}
