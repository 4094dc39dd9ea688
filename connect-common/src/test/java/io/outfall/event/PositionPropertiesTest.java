// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Positions keep their order in any form they are written in. */
class PositionPropertiesTest {

    @Provide
    Arbitrary<Position> positions() {
        Arbitrary<Long> section = Arbitraries.longs();
        return section.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(sections -> Position.of(sections.stream().mapToLong(s -> s).toArray()));
    }

    @Property
    void textSortsAsPositionsDo(@ForAll("positions") Position one, @ForAll("positions") Position other) {
        assertThat(Integer.signum(one.toString().compareTo(other.toString())))
                .isEqualTo(Integer.signum(one.compareTo(other)));
    }

    @Property
    void sectionsAreComparedAsUnsignedNumbers(@ForAll long one, @ForAll long other) {
        assertThat(Integer.signum(Position.of(one).compareTo(Position.of(other))))
                .isEqualTo(Integer.signum(Long.compareUnsigned(one, other)));
    }

    @Property
    void nonePrecedesAll(@ForAll("positions") Position any) {
        assertThat(List.of(Position.NONE, any)).isSorted();
    }
}
