// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.delivery.OffsetSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Visits every world that can come of a table without rows, whatever the owners decide, in whatever order requests
 * arrive, and whoever dies in between, up to so many accidents. In each of them no row is in the table twice, and one
 * owner more makes it complete.
 */
class PhaseModelTest {

    @ParameterizedTest(
            name =
                    "{0} owners, {1} crashes, {2} lost replies, {3} delayed requests, {4} ends of streams, {5} stale answers")
    @CsvSource({
        "2, 1, 1, 0, 0, 0",
        "2, 0, 2, 0, 0, 0",
        "2, 0, 1, 1, 0, 0",
        "2, 0, 0, 2, 0, 0",
        "2, 0, 1, 0, 1, 0",
        "2, 0, 0, 0, 1, 1",
        "3, 0, 0, 0, 0, 0"
    })
    void eachRowEndsUpInTheTableOnce(int owners, int crashes, int lost, int delays, int ends, int stale) {
        int visited = visit(World.of(new World.Luck(owners, crashes, lost, delays, ends, stale)));
        assertThat(visited).isGreaterThan(1_000);
    }

    private static int visit(World first) {
        Set<World> seen = new HashSet<>();
        Set<World.BigQuery> found = new HashSet<>();
        Deque<World> open = new ArrayDeque<>();
        seen.add(first);
        open.add(first);
        while (!open.isEmpty()) {
            World world = open.pop();
            world.check();
            // Nobody but that owner does anything, so all depends on what it finds.
            if (found.add(world.bigQuery())) {
                World settled = world.settled();
                settled.check();
                assertThat(settled.isComplete()).as("%s is complete", settled).isTrue();
            }
            world.successors(next -> {
                if (seen.add(next)) {
                    open.push(next);
                }
            });
        }
        return seen.size();
    }

    @Test
    void aRowThatTheTableHasOrOfWhichNothingIsKnownIsNotAppended() {
        Phase.Ready ready = new Phase.Ready(
                new AgreedStream("stream", 1), 7, new StoredRows(10, 20, OffsetSet.range(10, 15), null));

        assertThatThrownBy(() -> ready.append(List.of(14L))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ready.append(List.of(20L))).isInstanceOf(IllegalArgumentException.class);
        assertThat(ready.append(List.of(15L, 19L)).step()).isEqualTo(new Step.Append("stream", 7, List.of(15L, 19L)));
    }

    @Test
    void anOwnerThatWaitsForRowsTakesNoReply() {
        Phase.Ready ready =
                new Phase.Ready(new AgreedStream("stream", 1), 7, new StoredRows(0, 1, OffsetSet.EMPTY, null));

        assertThatThrownBy(() -> ready.after(new Reply.Done())).isInstanceOf(IllegalArgumentException.class);
    }
}
