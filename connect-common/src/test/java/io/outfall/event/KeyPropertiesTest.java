// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.type.Decoder;
import io.outfall.type.SemanticType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A key is the same key in whatever version of its schema, and by whatever converter, it comes. */
class KeyPropertiesTest {

    private static Key key(SemanticType type, Object value) {
        Column column = new Column("id", type, "", true, data -> ((Map<?, ?>) data).get("id"), Decoder.CANONICAL, null);
        return Key.of(new Row(new RowLayout(List.of(column)), Map.of("id", value)));
    }

    @Property
    void integersOfAnyWidth(@ForAll short value) {
        Key narrow = key(new SemanticType.Int(16), value);
        Key wide = key(new SemanticType.Int(64), (long) value);

        assertThat(narrow).isEqualTo(wide).hasSameHashCodeAs(wide);
        assertThat(key(new SemanticType.Int(32), (int) value)).isEqualTo(wide);
    }

    @Property
    void bytesInAnArrayOrABuffer(@ForAll byte[] value) {
        Key array = key(new SemanticType.Binary(), value);
        Key sameArray = key(new SemanticType.Binary(), value.clone());
        Key buffer = key(new SemanticType.Binary(), ByteBuffer.wrap(value));

        assertThat(array).isEqualTo(sameArray).hasSameHashCodeAs(sameArray);
        assertThat(array).isEqualTo(buffer).hasSameHashCodeAs(buffer);
    }

    @Property
    void differentValuesAreDifferentKeys(@ForAll long one, @ForAll long other) {
        assertThat(key(new SemanticType.Int(64), one).equals(key(new SemanticType.Int(64), other)))
                .isEqualTo(one == other);
    }
}
