// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.type.SemanticType.Decimal;
import io.outfall.type.SemanticType.Int;
import io.outfall.type.SemanticType.ListOf;
import io.outfall.type.SemanticType.MapOf;
import io.outfall.type.SemanticType.Member;
import io.outfall.type.SemanticType.Real;
import io.outfall.type.SemanticType.StructOf;
import io.outfall.type.SemanticType.Text;
import io.outfall.type.SemanticType.Unknown;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TypeUnionTest {
    private static final SemanticType TEXT = new Text();
    private static final SemanticType LABEL = new SemanticType.Enumeration();

    private final TypeUnion union =
            new TypeUnion((one, other) -> List.of(TEXT, LABEL).containsAll(List.of(one, other)), 38);

    private Optional<SemanticType> of(SemanticType one, SemanticType other) {
        assertThat(union.of(other, one).isPresent())
                .isEqualTo(union.of(one, other).isPresent());
        return union.of(one, other);
    }

    @Test
    void theWiderOfTwoNumbersHoldsBoth() {
        assertThat(of(new Int(8), new Int(32))).contains(new Int(32));
        assertThat(of(new Int(64), new Int(16))).contains(new Int(64));
        assertThat(of(new Real(32), new Real(64))).contains(new Real(64));
        assertThat(of(new Int(32), new Real(64))).isEmpty();
    }

    @Test
    void aDecimalHasTheDigitsOfBothOnEachSideOfThePointAsLongAsThereAreSoMany() {
        assertThat(of(new Decimal(10, 2), new Decimal(12, 2))).contains(new Decimal(12, 2));
        assertThat(of(new Decimal(10, 2), new Decimal(5, 4))).contains(new Decimal(12, 4));
        assertThat(of(new Decimal(5, -2), new Decimal(3, 3))).contains(new Decimal(10, 3));
        assertThat(of(new Decimal(38, 0), new Decimal(10, 2))).isEmpty();
        assertThat(of(new Decimal(39, 0), new Decimal(10, 0))).isEmpty();
    }

    @Test
    void whatIsAlikeInTheTargetIsTheFirst() {
        assertThat(of(TEXT, LABEL)).contains(TEXT);
        assertThat(of(LABEL, TEXT)).contains(LABEL);
        assertThat(of(TEXT, new Int(8))).isEmpty();
        assertThat(of(TEXT, new ListOf(TEXT))).isEmpty();
        assertThat(of(new Unknown(), new ListOf(TEXT))).contains(new ListOf(TEXT));
    }

    @Test
    void whatIsNestedIsWidenedInside() {
        assertThat(of(new ListOf(new Int(8)), new ListOf(new Int(16)))).contains(new ListOf(new Int(16)));
        assertThat(of(new MapOf(TEXT, new Unknown()), new MapOf(LABEL, TEXT))).contains(new MapOf(TEXT, TEXT));
        assertThat(of(new ListOf(new Int(8)), new ListOf(TEXT))).isEmpty();
        assertThat(of(
                        new StructOf(List.of(new Member("a", new Int(8)), new Member("b", TEXT))),
                        new StructOf(List.of(new Member("c", TEXT), new Member("a", new Int(32))))))
                .contains(new StructOf(
                        List.of(new Member("a", new Int(32)), new Member("b", TEXT), new Member("c", TEXT))));
    }

    @Test
    void aTypeHoldsWhatDoesNotChangeIt() {
        assertThat(union.holds(new Int(32), new Int(8))).isTrue();
        assertThat(union.holds(new Int(8), new Int(32))).isFalse();
        assertThat(union.holds(TEXT, LABEL)).isTrue();
        assertThat(union.holds(TEXT, new Int(8))).isFalse();
    }
}
