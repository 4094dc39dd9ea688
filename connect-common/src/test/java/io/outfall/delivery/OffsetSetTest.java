// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OffsetSetTest {
    private static OffsetSet of(Set<Long> offsets) {
        OffsetSet.Builder builder = new OffsetSet.Builder();
        new TreeSet<>(offsets).forEach(builder::add);
        return builder.build();
    }

    private static Set<Long> in(OffsetSet set) {
        Set<Long> found = new TreeSet<>();
        for (long offset = -1; offset <= 401; offset++) {
            if (set.has(offset)) {
                found.add(offset);
            }
        }
        return found;
    }

    @Test
    void runsReadAsGapAndLength() {
        OffsetSet set = OffsetSet.range(0, 42).and(OffsetSet.range(43, 46));
        assertThat(set.text()).isEqualTo("0+42 1+3");
        assertThat(OffsetSet.parse("0+42 1+3")).isEqualTo(set);
        assertThat(set.endOfRun(7)).isEqualTo(42);
        assertThat(set.last()).isEqualTo(45);
    }

    @Test
    void textThatIsNoSetIsRefused() {
        for (String text : new String[] {"1", "0+0", "0+1 0+1", "-1+2", "a+1", " "}) {
            assertThatThrownBy(() -> OffsetSet.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property
    void itHasWhatWasAdded(@ForAll @Size(max = 60) Set<@LongRange(max = 400) Long> offsets) {
        assertThat(in(of(offsets))).isEqualTo(new TreeSet<>(offsets));
    }

    @Property
    void theTextSaysAll(@ForAll @Size(max = 60) Set<@LongRange Long> offsets) {
        assertThat(OffsetSet.parse(of(offsets).text())).isEqualTo(of(offsets));
    }

    @Property
    void eitherHoldsWhatOneOfThemHolds(
            @ForAll @Size(max = 60) Set<@LongRange(max = 400) Long> some,
            @ForAll @Size(max = 60) Set<@LongRange(max = 400) Long> others) {
        TreeSet<Long> all = new TreeSet<>(some);
        all.addAll(others);
        assertThat(of(some).and(of(others))).isEqualTo(of(all));
    }

    @Property
    void belowABoundIsWhatIsBelowIt(
            @ForAll @Size(max = 60) Set<@LongRange(max = 400) Long> offsets, @ForAll @LongRange(max = 400) long bound) {
        TreeSet<Long> below =
                new TreeSet<>(offsets).headSet(bound).stream().collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        assertThat(of(offsets).below(bound)).isEqualTo(of(below));
    }
}
