// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.List;

/** The keys of {@link WriteSettings}. */
public final class WriteSection implements Section<WriteSettings> {
    static final Key<WriteMethod> METHOD = Key.oneOf("write.method", WriteMethod.class)
            .doc("By which interface rows come into tables. `storage`: the Storage Write API, as protocol buffers.")
            .defaultsTo(WriteMethod.STORAGE);

    @Override
    public String title() {
        return "Writing";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(METHOD);
    }

    @Override
    public WriteSettings read(Values values) {
        return new WriteSettings(values.get(METHOD));
    }
}
