// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.outfall.type.GeometryValue;
import io.outfall.type.UnfitValueException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WellKnownTextTest {
    private static final int Z = 0x80000000;
    private static final int M = 0x40000000;
    private static final int SRID = 0x20000000;

    /** Well-known binary: whole numbers are counts and kinds, others coordinates, arrays the shapes within. */
    private static byte[] wkb(Object... parts) {
        return wkb(ByteOrder.LITTLE_ENDIAN, parts);
    }

    private static byte[] wkb(ByteOrder order, Object... parts) {
        ByteBuffer bytes = ByteBuffer.allocate(10_000).order(order).put((byte) (order == ByteOrder.BIG_ENDIAN ? 0 : 1));
        for (Object part : parts) {
            if (part instanceof Integer number) {
                bytes.putInt(number);
            } else if (part instanceof Double coordinate) {
                bytes.putDouble(coordinate);
            } else {
                bytes.put((byte[]) part);
            }
        }
        byte[] whole = new byte[bytes.position()];
        bytes.flip().get(whole);
        return whole;
    }

    private static String text(byte[] wkb, @Nullable Integer srid) {
        return WellKnownText.of(new GeometryValue(ByteBuffer.wrap(wkb), srid));
    }

    static Stream<Arguments> shapes() {
        byte[] point = wkb(1, 1.0, 2.0);
        byte[] line = wkb(2, 2, 0.0, 0.0, 1.5, -2.25);
        byte[] arc = wkb(8, 3, 0.0, 0.0, 1.0, 1.0, 2.0, 0.0);
        byte[] square = wkb(3, 1, 4, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0);
        String ring = "((0 0, 1 0, 1 1, 0 0))";
        return Stream.of(
                arguments(point, "POINT(1 2)"),
                arguments(wkb(ByteOrder.BIG_ENDIAN, 1, 1.0, 2.0), "POINT(1 2)"),
                arguments(wkb(1, Double.NaN, Double.NaN), "POINT EMPTY"),
                arguments(wkb(1001, 1.0, 2.0, 3.0), "POINT Z (1 2 3)"),
                arguments(wkb(2001, 1.0, 2.0, 3.0), "POINT M (1 2 3)"),
                arguments(wkb(3001, 1.0, 2.0, 3.0, 4.0), "POINT ZM (1 2 3 4)"),
                arguments(wkb(Z | 1, 1.0, 2.0, 3.0), "POINT Z (1 2 3)"),
                arguments(wkb(Z | M | SRID | 1, 4326, 1.0, 2.0, 3.0, 4.0), "POINT ZM (1 2 3 4)"),
                arguments(wkb(Z | 1, Double.NaN, Double.NaN, Double.NaN), "POINT Z EMPTY"),
                arguments(wkb(1, 1e-7, 1.2345678901234567e20), "POINT(0.0000001 123456789012345670000)"),
                arguments(wkb(1, -0.0, 0.1), "POINT(0 0.1)"),
                arguments(line, "LINESTRING(0 0, 1.5 -2.25)"),
                arguments(wkb(2, 0), "LINESTRING EMPTY"),
                arguments(square, "POLYGON" + ring),
                arguments(wkb(3, 2, 1, 0.0, 0.0, 1, 1.0, 1.0), "POLYGON((0 0), (1 1))"),
                arguments(wkb(4, 2, point, wkb(1, Double.NaN, Double.NaN)), "MULTIPOINT((1 2), EMPTY)"),
                arguments(wkb(5, 1, line), "MULTILINESTRING((0 0, 1.5 -2.25))"),
                arguments(wkb(6, 2, square, wkb(3, 0)), "MULTIPOLYGON(" + ring + ", EMPTY)"),
                arguments(
                        wkb(7, 3, point, wkb(7, 0), wkb(7, 1, line)),
                        "GEOMETRYCOLLECTION(POINT(1 2), GEOMETRYCOLLECTION EMPTY, "
                                + "GEOMETRYCOLLECTION(LINESTRING(0 0, 1.5 -2.25)))"),
                arguments(
                        wkb(ByteOrder.BIG_ENDIAN, 7, 2, wkb(4, 1, point), wkb(ByteOrder.BIG_ENDIAN, 2, 0)),
                        "GEOMETRYCOLLECTION(MULTIPOINT((1 2)), LINESTRING EMPTY)"),
                arguments(wkb(Z | 4, 1, wkb(Z | 1, 1.0, 2.0, 3.0)), "MULTIPOINT Z ((1 2 3))"),
                arguments(arc, "CIRCULARSTRING(0 0, 1 1, 2 0)"),
                arguments(wkb(9, 2, arc, line), "COMPOUNDCURVE(CIRCULARSTRING(0 0, 1 1, 2 0), (0 0, 1.5 -2.25))"),
                arguments(wkb(10, 1, arc), "CURVEPOLYGON(CIRCULARSTRING(0 0, 1 1, 2 0))"),
                arguments(wkb(11, 2, line, arc), "MULTICURVE((0 0, 1.5 -2.25), CIRCULARSTRING(0 0, 1 1, 2 0))"),
                arguments(
                        wkb(12, 2, square, wkb(10, 1, arc)),
                        "MULTISURFACE(" + ring + ", CURVEPOLYGON(CIRCULARSTRING(0 0, 1 1, 2 0)))"),
                arguments(wkb(15, 1, square), "POLYHEDRALSURFACE(" + ring + ")"),
                arguments(wkb(16, 1, wkb(17, 1, 4, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0)), "TIN(" + ring + ")"),
                arguments(wkb(17, 1, 4, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0), "TRIANGLE" + ring));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyKindOfShapeHasItsText(byte[] wkb, String text) {
        assertThat(text(wkb, null)).isEqualTo(text);
        assertThat(text(wkb, 25832)).isEqualTo("SRID=25832;" + text);
    }

    @Test
    void theBufferIsNotMoved() {
        ByteBuffer buffer = ByteBuffer.wrap(wkb(1, 1.0, 2.0));
        GeometryValue shape = new GeometryValue(buffer, null);

        assertThat(WellKnownText.of(shape)).isEqualTo(WellKnownText.of(shape));
        assertThat(buffer.position()).isZero();
        assertThat(buffer.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments(new byte[0], "the shape's well-known binary ends too early"),
                arguments(wkb(2, 5, 1.0), "the shape's well-known binary ends too early"),
                arguments(wkb(4, 1, new byte[] {1}), "the shape's well-known binary ends too early"),
                arguments(wkb(2, -1), "the shape's well-known binary ends too early"),
                arguments(wkb(99), "the shape is of an unknown kind (99)"),
                arguments(wkb(13), "the shape is of an unknown kind (13)"),
                arguments(wkb(4001), "the shape is of an unknown kind (4001)"),
                arguments(wkb(1, 1.0, Double.NaN), "the shape has a coordinate out of range"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsNoShapeIsRefused(byte[] wkb, String reason) {
        assertThatThrownBy(() -> text(wkb, null))
                .isInstanceOf(UnfitValueException.class)
                .hasMessage(reason);
    }

    @Test
    void aShapeThatIsTooDeepIsRefused() {
        byte[] deep = wkb(7, 0);
        for (int i = 0; i < 200; i++) {
            deep = wkb(7, 1, deep);
        }
        byte[] tooDeep = deep;

        assertThatThrownBy(() -> text(tooDeep, null)).isInstanceOf(UnfitValueException.class);
    }

    private static String geography(byte[] wkb, @Nullable Integer srid, boolean geographic) {
        return WellKnownText.ofGeography(new GeometryValue(ByteBuffer.wrap(wkb), srid), geographic);
    }

    @Test
    void aGeographyIsInLongitudeAndLatitude() {
        byte[] berlin = wkb(SRID | 1, 4326, 13.4, 52.5);

        assertThat(geography(berlin, 4326, false)).isEqualTo("POINT(13.4 52.5)");
        assertThat(geography(berlin, null, true)).isEqualTo("POINT(13.4 52.5)");
        assertThatThrownBy(() -> geography(berlin, null, false))
                .hasMessage("the shape is not in longitude and latitude (SRID 4326), but in none");
        assertThatThrownBy(() -> geography(berlin, 25832, true))
                .hasMessage("the shape is not in longitude and latitude (SRID 4326), but in 25832");
        assertThatThrownBy(() -> geography(wkb(1, 52.5, 113.4), 4326, true))
                .hasMessage("the shape has a coordinate out of range");
    }

    @Test
    void aGeographyHasTwoDimensionsAndStraightEdges() {
        assertThatThrownBy(() -> geography(wkb(1001, 1.0, 2.0, 3.0), 4326, true))
                .hasMessage("a GEOGRAPHY has no POINT of more than two dimensions");
        assertThatThrownBy(() -> geography(wkb(8, 0), 4326, true)).hasMessage("a GEOGRAPHY has no CIRCULARSTRING");
    }
}
