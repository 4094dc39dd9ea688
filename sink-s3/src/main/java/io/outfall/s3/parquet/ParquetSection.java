// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link ParquetOptions}. */
public final class ParquetSection implements Section<ParquetOptions> {
    private static final ParquetOptions DEFAULTS = ParquetOptions.defaults();

    static final Key<Compression> COMPRESSION = Key.oneOf("parquet.compression", Compression.class)
            .doc("The codec of all pages.")
            .importance(Importance.MEDIUM)
            .defaultsTo(DEFAULTS.compression());
    static final Key<Integer> LEVEL = Key.integer("parquet.compression.level", 1, 22)
            .doc("How hard to compress: 1 to 22 for `zstd`, 1 to 9 for `gzip`; other codecs have no levels.")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.level());
    static final Key<Encodings> ENCODING = Key.oneOf("parquet.encoding", Encodings.class)
            .doc(
                    "How values are written that no dictionary holds: `plain`, or `delta` as differences to the value before, "
                            + "which makes files smaller; some readers from before 2023 do not know it (Spark 3.2).")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.encodings());
    static final Key<Integer> PAGE = Key.integer("parquet.page.bytes", 1 << 10, 1 << 26)
            .doc("A page of a column ends at this size, before compression.")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.pageBytes());
    static final Key<Integer> ROW_GROUP = Key.integer("parquet.row.group.bytes", 1 << 16, 1 << 30)
            .doc(
                    "A row group ends when the file holds this many bytes in memory. Larger groups read faster, smaller ones "
                            + "keep a task with many open files small.")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.rowGroupBytes());
    static final Key<Integer> DICTIONARY = Key.integer("parquet.dictionary.bytes", 0, 1 << 26)
            .doc(
                    "The most that the distinct values of a column may take in a row group before they are written one by one. "
                            + "0 writes no dictionaries.")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.dictionaryBytes());
    static final Key<Boolean> PAGE_INDEX = Key.flag("parquet.page.index")
            .doc("Whether files tell the least and greatest value of each page, by which readers skip pages.")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.pageIndex());
    static final Key<List<BloomColumn>> BLOOM = Key.list(
                    "parquet.bloom.columns",
                    "columns, each alone or with a colon and the most distinct values to plan for",
                    BloomColumn::parse,
                    BloomColumn::toString)
            .doc(
                    "Columns with a Bloom filter per row group, by which readers skip row groups that lack a value: worth it for "
                            + "columns of many values without order that are looked up one by one. A filter is as large as the "
                            + "distinct values that were written ask for, about 10 bits each; `user_id:50000` makes it no larger than "
                            + "50000 values need. Without a number that is 800000, or 1 MiB.")
            .where(
                    "a list of columns, each once",
                    list -> list.stream().map(BloomColumn::name).distinct().count() == list.size())
            .importance(Importance.LOW)
            .defaultsTo(List.of());
    static final Key<Double> FALSE_POSITIVES = Key.decimal("parquet.bloom.false.positives", 0.0001, 0.5)
            .doc("The share of absent values for which a Bloom filter says that they may be there.")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.bloom().falsePositives());
    static final Key<List<String>> SORTING = Key.list("parquet.sorting.columns")
            .doc(
                    "Columns that rows come in the order of, such as `__partition,__offset`. Rows are not sorted. Each row group is "
                            + "looked at value by value, and names as sorted what is: columns of one value, and the first that rises or "
                            + "falls throughout.")
            .where("a list of columns, each once", columns -> new HashSet<>(columns).size() == columns.size())
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.sorting());

    /** One column's filter, as {@code name} or {@code name:50000}. */
    private record BloomColumn(String name, OptionalInt mostDistinct) {
        private static final Pattern FORM = Pattern.compile("(.+?)(?::([1-9][0-9]{0,8}))?");

        static BloomColumn parse(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException(text + " names no column");
            }
            String most = form.group(2);
            return new BloomColumn(
                    form.group(1), most == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(most)));
        }

        @Override
        public String toString() {
            return mostDistinct.isPresent() ? name + ":" + mostDistinct.getAsInt() : name;
        }
    }

    @Override
    public String title() {
        return "Parquet";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(
                COMPRESSION, LEVEL, ENCODING, PAGE, ROW_GROUP, DICTIONARY, PAGE_INDEX, BLOOM, FALSE_POSITIVES, SORTING);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                (values, problems) -> {
                    if (values.get(COMPRESSION) == Compression.GZIP && values.get(LEVEL) > 9) {
                        problems.add(LEVEL, "must not be above 9 for gzip");
                    }
                },
                (values, problems) -> {
                    if (values.get(ROW_GROUP) < values.get(PAGE)) {
                        problems.add(ROW_GROUP, "must not be below parquet.page.bytes");
                    }
                });
    }

    @Override
    public ParquetOptions read(Values values) {
        return DEFAULTS.withCompression(values.get(COMPRESSION), values.get(LEVEL))
                .withEncodings(values.get(ENCODING))
                .withPageBytes(values.get(PAGE))
                .withRowGroupBytes(values.get(ROW_GROUP))
                .withDictionaryBytes(values.get(DICTIONARY))
                .withPageIndex(values.get(PAGE_INDEX))
                .withBloom(bloom(values))
                .withSorting(values.get(SORTING));
    }

    private static BloomColumns bloom(Values values) {
        Map<String, Integer> mostDistinct = new HashMap<>();
        values.get(BLOOM)
                .forEach(column ->
                        mostDistinct.put(column.name(), column.mostDistinct().orElse(BloomColumns.MOST_DISTINCT)));
        return new BloomColumns(mostDistinct, values.get(FALSE_POSITIVES));
    }
}
