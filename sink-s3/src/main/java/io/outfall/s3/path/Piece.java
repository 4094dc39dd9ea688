// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import java.util.Locale;

/** One piece of a {@link PathTemplate}, sorted by who decides its text. */
sealed interface Piece {

    /** The template itself decides. */
    record Literal(String text) implements Piece {}

    /** The connector decides. */
    enum Constant implements Piece {
        CONNECTOR,
        EXTENSION
    }

    /** The record decides, and so into which file it goes. */
    sealed interface PerRecord extends Piece {}

    /** The record's topic as transforms left it. */
    record Topic() implements PerRecord {}

    /**
     * One of the topic's dot-separated parts.
     *
     * @param number from 1, or from -1 backwards from the end
     */
    record TopicPart(int number) implements PerRecord {}

    /** The table, by what the source says or else by the parts of the topic. */
    enum Source implements PerRecord {
        DATABASE,
        SCHEMA,
        TABLE;

        String variable() {
            return "source." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** The value of a column. */
    record ColumnValue(String column) implements PerRecord {}

    /** The value of the last header of that name. */
    record HeaderValue(String header) implements PerRecord {}

    /** A point in time. */
    record Time(TimeOf of, TimePattern pattern) implements PerRecord {}

    /** The file's first record decides; all records of a file share what is not the offset. */
    sealed interface PerFile extends Piece {}

    /** The topic as subscribed to, before transforms renamed it. */
    record OriginalTopic() implements PerFile {}

    /**
     * The partition that the consumer read.
     *
     * @param width zero padded to at least so many digits
     */
    record Partition(int width) implements PerFile {}

    /**
     * The offset of the file's first record.
     *
     * @param width zero padded to at least so many digits
     */
    record StartOffset(int width) implements PerFile {}

    /** A random UUID of the file's own. */
    record Unique() implements PerFile {}
}
