// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.bigquery.history.Histories;
import io.outfall.bigquery.history.Histories.Step;
import io.outfall.bigquery.history.Source;
import io.outfall.bigquery.history.Topic;
import io.outfall.pipeline.UnfitRowException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to a source and on the way, its mirror ends as it is. */
class MirrorProperties {

    @Provide
    Arbitrary<List<Step>> histories() {
        return Histories.any();
    }

    @Property(tries = 2000)
    void aMirrorEndsAsItsSource(@ForAll("histories") List<Step> history, @ForAll long luck) throws UnfitRowException {
        Source source = Histories.play(history);
        Courier courier = new Courier(new Random(luck));

        // What a deleted topic had to say of deletions was heard, or nobody knows of them.
        for (Topic topic : source.topics()) {
            courier.deliver(topic);
        }

        assertThat(courier.table()).isEqualTo(source.rows());
    }
}
