// SPDX-License-Identifier: Apache-2.0
package io.outfall.row;

import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;

/** What a change log can say of a change besides the row. */
@SuppressWarnings("ImmutableEnumChecker") // Semantic types are records of immutable parts.
public enum MetadataField {
    OP(
            "op",
            "__op",
            new SemanticType.Text(),
            "the operation: r (snapshot), c, u, d, t (truncate), or null for a plain row"),
    DELETED("deleted", "__deleted", new SemanticType.Bool(), "whether the row is gone"),
    SOURCE_TIME(
            "source.time",
            "__source_time",
            new SemanticType.Instant(TimeUnit.MICROS),
            "when the source made the change"),
    SOURCE_POSITION(
            "source.position",
            "__source_position",
            new SemanticType.Text(),
            "the place in the source's log, as text that sorts in the order of the log"),
    TRANSACTION("transaction", "__transaction", new SemanticType.Text(), "the source's name for the transaction"),
    SNAPSHOT(
            "snapshot",
            "__snapshot",
            new SemanticType.Text(),
            "initial or incremental for a row that a snapshot found, else null"),
    TOPIC("topic", "__topic", new SemanticType.Text(), "the Kafka topic"),
    PARTITION("partition", "__partition", new SemanticType.Int(32), "the Kafka partition"),
    OFFSET("offset", "__offset", new SemanticType.Int(64), "the Kafka offset"),
    KAFKA_TIME("kafka.time", "__kafka_time", new SemanticType.Instant(TimeUnit.MILLIS), "the Kafka record's timestamp"),
    KEY("key", "__key", new SemanticType.Json(), "the record key as JSON"),
    HEADERS("headers", "__headers", new SemanticType.Json(), "the record headers as a JSON list of name and value"),
    UNAVAILABLE(
            "unavailable",
            "__unavailable",
            new SemanticType.ListOf(new SemanticType.Text()),
            "the columns that are null because the source did not repeat an unchanged value");

    private final String key;
    private final String defaultColumn;
    private final SemanticType type;
    private final String meaning;

    MetadataField(String key, String defaultColumn, SemanticType type, String meaning) {
        this.key = key;
        this.defaultColumn = defaultColumn;
        this.type = type;
        this.meaning = meaning;
    }

    /** The middle of the configuration key {@code metadata.<key>.column}. */
    public String key() {
        return key;
    }

    /** The column's name unless configured. */
    public String defaultColumn() {
        return defaultColumn;
    }

    public SemanticType type() {
        return type;
    }

    /** What it says, as half a sentence. */
    public String meaning() {
        return meaning;
    }
}
