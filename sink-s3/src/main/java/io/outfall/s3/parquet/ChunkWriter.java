// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;

/** Writes the column chunk of one leaf and says in the footer's terms what it wrote. */
final class ChunkWriter {
    private final Leaf leaf;
    private final PageEncoder encoder;
    private long dataOffset;

    ChunkWriter(Leaf leaf, PageEncoder encoder) {
        this.leaf = leaf;
        this.encoder = encoder;
    }

    /** Where the first data page went in the file. */
    long dataOffset() {
        return dataOffset;
    }

    ColumnChunk write(FileOutput out) {
        encoder.takeBack();
        Chunk chunk = leaf.chunk();
        long start = out.position();
        chunk.endDictionary(encoder);
        long rawBytes = chunk.rawDictionaryBytes();
        boolean dictionary = rawBytes > 0;
        chunk.dictionaryPage().drain(out);
        dataOffset = out.position();
        chunk.store().drain(out);
        long values = 0;
        for (Page page : chunk.pages()) {
            rawBytes += page.rawBytes();
            values += page.entries();
        }
        ColumnMetaData metaData = new ColumnMetaData(
                leaf.type().physical(),
                encodings(dictionary),
                leaf.path(),
                encoder.codec(),
                values,
                rawBytes,
                out.position() - start,
                dataOffset);
        if (dictionary) {
            metaData.setDictionary_page_offset(start);
        }
        metaData.setEncoding_stats(encodingStats(dictionary)).setStatistics(statistics());
        return new ColumnChunk(0).setMeta_data(metaData);
    }

    private Map<Encoding, Integer> pagesByEncoding() {
        Map<Encoding, Integer> counts = new EnumMap<>(Encoding.class);
        leaf.chunk().pages().forEach(page -> counts.merge(page.encoding(), 1, Integer::sum));
        return counts;
    }

    private List<Encoding> encodings(boolean dictionary) {
        List<Encoding> encodings = new ArrayList<>(pagesByEncoding().keySet());
        encodings.add(Encoding.RLE);
        if (dictionary && !encodings.contains(Encoding.PLAIN)) {
            encodings.add(Encoding.PLAIN);
        }
        return encodings;
    }

    private List<PageEncodingStats> encodingStats(boolean dictionary) {
        List<PageEncodingStats> stats = new ArrayList<>();
        if (dictionary) {
            stats.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
        }
        pagesByEncoding()
                .forEach((encoding, pages) -> stats.add(new PageEncodingStats(PageType.DATA_PAGE, encoding, pages)));
        return stats;
    }

    private Statistics statistics() {
        Bounds bounds = Bounds.NONE;
        long nulls = 0;
        for (Page page : leaf.chunk().pages()) {
            bounds = bounds.and(page.bounds(), leaf.type().order());
            nulls += page.nulls();
        }
        Statistics statistics = new Statistics().setNull_count(nulls);
        if (bounds.min() != null && bounds.max() != null) {
            statistics
                    .setMin_value(bounds.min())
                    .setMax_value(bounds.max())
                    .setIs_min_value_exact(bounds.exactMin())
                    .setIs_max_value_exact(bounds.exactMax());
        }
        if (leaf.type().physical() == Type.FLOAT || leaf.type().physical() == Type.DOUBLE) {
            statistics.setNan_count(bounds.nans());
        }
        return statistics;
    }
}
