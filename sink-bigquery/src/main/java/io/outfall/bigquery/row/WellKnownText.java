// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.type.GeometryValue;
import io.outfall.type.UnfitValueException;
import java.math.BigDecimal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes a shape's well-known binary as well-known text, all kinds of ISO 13249-3 in two to four dimensions, in ISO's
 * or PostGIS's form of binary; coordinates with the fewest digits that are the same number again.
 */
final class WellKnownText {
    private static final int WGS84 = 4326;
    private static final int EXTENDED_Z = 0x80000000;
    private static final int EXTENDED_M = 0x40000000;
    private static final int EXTENDED_SRID = 0x20000000;
    private static final int ISO_STEP = 1000;
    private static final int MAX_DEPTH = 100;
    /** The last kind that GEOGRAPHY knows: points, lines, polygons and collections of them. */
    private static final int LAST_STRAIGHT = 7;

    private static final String[] NAMES = {
        "", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION",
        "CIRCULARSTRING", "COMPOUNDCURVE", "CURVEPOLYGON", "MULTICURVE", "MULTISURFACE", "", "", "POLYHEDRALSURFACE",
        "TIN", "TRIANGLE"
    };

    private final ByteBuffer wkb;
    private final boolean geography;
    private final StringBuilder out = new StringBuilder(64);

    private WellKnownText(ByteBuffer wkb, boolean geography) {
        this.wkb = wkb.duplicate();
        this.geography = geography;
    }

    /** The text with the reference system in front where the source names one: {@code SRID=4326;POINT(1 2)}. */
    static String of(GeometryValue value) {
        WellKnownText text = new WellKnownText(value.wkb(), false);
        Integer srid = value.srid();
        if (srid != null && srid != 0) {
            text.out.append("SRID=").append(srid).append(';');
        }
        return text.whole();
    }

    /**
     * The text that a GEOGRAPHY takes.
     *
     * @param geographic whether the source says that it is on the globe, so that it need not say how
     * @throws UnfitValueException if it is no shape in longitude and latitude of two dimensions and straight edges
     */
    static String ofGeography(GeometryValue value, boolean geographic) {
        Integer named = value.srid();
        int srid = named == null ? 0 : named;
        if (srid == 0 ? !geographic : srid != WGS84) {
            throw new UnfitValueException(
                    "the shape is not in longitude and latitude (SRID 4326), but in " + (srid == 0 ? "none" : srid));
        }
        return new WellKnownText(value.wkb(), true).whole();
    }

    private String whole() {
        try {
            shape(true, 0);
        } catch (BufferUnderflowException e) {
            throw new UnfitValueException("the shape's well-known binary ends too early");
        }
        return out.toString();
    }

    /** @param named whether its kind goes in front */
    private void shape(boolean named, int depth) {
        order();
        int type = wkb.getInt();
        if ((type & EXTENDED_SRID) != 0) {
            wkb.getInt();
        }
        int iso = type & ~(EXTENDED_Z | EXTENDED_M | EXTENDED_SRID);
        int kind = iso % ISO_STEP;
        boolean z = (type & EXTENDED_Z) != 0 || iso / ISO_STEP == 1 || iso / ISO_STEP == 3;
        boolean m = (type & EXTENDED_M) != 0 || iso / ISO_STEP == 2 || iso / ISO_STEP == 3;
        if (iso < 0 || iso / ISO_STEP > 3 || kind >= NAMES.length || NAMES[kind].isEmpty() || depth > MAX_DEPTH) {
            throw new UnfitValueException("the shape is of an unknown kind (" + iso + ")");
        }
        if (geography && (kind > LAST_STRAIGHT || z || m)) {
            throw new UnfitValueException(
                    "a GEOGRAPHY has no " + NAMES[kind] + (z || m ? " of more than two dimensions" : ""));
        }
        if (named) {
            out.append(NAMES[kind])
                    .append(z || m ? " " : "")
                    .append(z ? "Z" : "")
                    .append(m ? "M" : "");
            out.append(z || m ? " " : "");
        }
        body(kind, 2 + (z ? 1 : 0) + (m ? 1 : 0), depth);
    }

    private void order() {
        wkb.order(wkb.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    private void body(int kind, int dimensions, int depth) {
        switch (kind) {
            case 1 -> point(dimensions);
            case 2, 8 -> points(dimensions);
            case 3, 17 -> rings(dimensions);
            default -> parts(kind, depth);
        }
    }

    /** An empty point has no coordinate that is a number. */
    private void point(int dimensions) {
        int start = wkb.position();
        if (Double.isNaN(wkb.getDouble())) {
            for (int i = 1; i < dimensions; i++) {
                wkb.getDouble();
            }
            empty();
        } else {
            wkb.position(start);
            out.append('(');
            coordinates(dimensions);
            out.append(')');
        }
    }

    private void points(int dimensions) {
        repeat(() -> coordinates(dimensions));
    }

    private void rings(int dimensions) {
        repeat(() -> points(dimensions));
    }

    /** Parts of the kind that is to be expected go without its name. */
    private void parts(int kind, int depth) {
        repeat(() -> {
            int start = wkb.position();
            order();
            int part = (wkb.getInt() & 0xFFFF) % ISO_STEP;
            wkb.position(start);
            boolean expected = switch (kind) {
                case 7 -> false;
                case 9, 10, 11 -> part == 2;
                case 12 -> part == 3;
                default -> true;
            };
            shape(!expected, depth + 1);
        });
    }

    private void repeat(Runnable part) {
        long count = Integer.toUnsignedLong(wkb.getInt());
        ByteOrder order = wkb.order();
        if (count == 0) {
            empty();
            return;
        }
        out.append('(');
        for (long i = 0; i < count; i++) {
            out.append(i > 0 ? ", " : "");
            part.run();
            // Each part says for itself which byte comes first.
            wkb.order(order);
        }
        out.append(')');
    }

    private void empty() {
        boolean named = out.length() > 0 && out.charAt(out.length() - 1) != ' ' && isName(out.charAt(out.length() - 1));
        out.append(named ? " EMPTY" : "EMPTY");
    }

    private static boolean isName(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private void coordinates(int dimensions) {
        for (int i = 0; i < dimensions; i++) {
            double value = wkb.getDouble();
            if (!Double.isFinite(value) || (geography && Math.abs(value) > (i == 0 ? 180 : 90))) {
                throw new UnfitValueException("the shape has a coordinate out of range");
            }
            out.append(i > 0 ? " " : "").append(number(value));
        }
    }

    private static String number(double value) {
        BigDecimal exact = new BigDecimal(Double.toString(value));
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
}
