// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Visits every world that can come of an empty bucket, whatever the owners decide, in whatever order requests arrive,
 * and whoever dies in between, up to so many accidents. In each of them nothing is published twice, and one owner more
 * makes all of it complete.
 */
class PhaseModelTest {

    @ParameterizedTest(name = "{0} records, {1} owners, {2} crashes, {3} lost replies, {4} delayed requests")
    @CsvSource({"3, 2, 1, 0, 0", "2, 2, 0, 1, 1", "2, 3, 1, 0, 0", "2, 2, 1, 0, 2", "2, 2, 1, 1, 1"})
    void everyOffsetEndsUpInOneObject(int records, int owners, int crashes, int lostReplies, int delays) {
        int visited = visit(World.of(records, new World.Luck(owners, crashes, lostReplies, delays)));
        assertThat(visited).isGreaterThan(1_000);
    }

    private static int visit(World first) {
        Set<World> seen = new HashSet<>();
        Deque<World> open = new ArrayDeque<>();
        seen.add(first);
        open.add(first);
        while (!open.isEmpty()) {
            World world = open.pop();
            world.check();
            World settled = world.settled();
            settled.check();
            TreeSet<String> rows = new TreeSet<>();
            settled.published()
                    .forEach(key -> rows.addAll(java.util.List.of(key.substring(key.indexOf('[') + 1, key.length() - 1)
                            .split(", "))));
            assertThat(rows).hasSize(world.topic());
            world.successors(next -> {
                if (seen.add(next)) {
                    open.push(next);
                }
            });
        }
        return seen.size();
    }

    @Test
    void anOwnerAtRestTakesNoReply() {
        Stored stored = new Stored(CommitRecord.NONE, "v1");
        assertThatThrownBy(() -> new Phase.Owning(stored).after(new Step.Read(), new Reply.Done()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
