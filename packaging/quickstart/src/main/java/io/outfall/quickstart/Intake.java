// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import static io.outfall.testing.intake.FieldType.BOOLEAN;
import static io.outfall.testing.intake.FieldType.DATE;
import static io.outfall.testing.intake.FieldType.DOUBLE;
import static io.outfall.testing.intake.FieldType.LONG;
import static io.outfall.testing.intake.FieldType.STRING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outfall.testing.intake.CarolIntake;
import io.outfall.testing.intake.Staging;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An API that takes rows, like that of TOTVS Carol, in this process. It takes nothing that is not as it should be. */
final class Intake implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    // Without keys: each change is a row of its own here, also where two of one row share a request.
    private static final Map<String, Staging> TABLES = Map.of(
            "booktypes",
            new Staging(
                    List.of(),
                    Map.of(
                            "BookTypeId",
                            LONG,
                            "BookTypeCode",
                            STRING,
                            "BookTypeName",
                            STRING,
                            "Description",
                            STRING,
                            "deleted",
                            BOOLEAN)),
            "books",
            new Staging(
                    List.of(),
                    Map.of(
                            "BookId",
                            LONG,
                            "BookName",
                            STRING,
                            "SubjectId",
                            LONG,
                            "ISBN",
                            LONG,
                            "Author",
                            STRING,
                            "Price",
                            DOUBLE,
                            "deleted",
                            BOOLEAN)),
            "users",
            new Staging(
                    List.of(), Map.of("UserId", LONG, "UserName", STRING, "Department", STRING, "deleted", BOOLEAN)),
            "sales",
            new Staging(
                    List.of(),
                    Map.of(
                            "SaleId",
                            LONG,
                            "BookId",
                            LONG,
                            "BookTypeId",
                            LONG,
                            "UserId",
                            LONG,
                            "Value",
                            DOUBLE,
                            "EntryDateTime",
                            DATE,
                            "deleted",
                            BOOLEAN)));

    private final CarolIntake server = CarolIntake.start(TABLES);

    String endpoint() {
        return server.endpoint().toString();
    }

    CarolIntake.Login login() {
        return server.login();
    }

    /** The last rows of a table, the newest first. */
    List<String> newest(String table, int atMost) {
        List<String> rows = server.rows(table.toLowerCase(Locale.ROOT));
        List<String> newest = new ArrayList<>(rows.subList(Math.max(0, rows.size() - atMost), rows.size()));
        Collections.reverse(newest);
        return newest;
    }

    /** In what the rows that came are not the changes of the database, one for one. */
    List<String> differences(List<Change> changes) {
        Map<String, Integer> missing = new TreeMap<>();
        for (Change change : changes) {
            String table = change.table().toLowerCase(Locale.ROOT);
            missing.merge(table + " " + canonical(change.row(), change.op().equals("d")), 1, Integer::sum);
        }
        TABLES.keySet()
                .forEach(table -> server.rows(table)
                        .forEach(row -> missing.merge(table + " " + canonical(row, false), -1, Integer::sum)));
        List<String> differences = new ArrayList<>();
        server.refusals().forEach(refusal -> differences.add("refused " + refusal));
        missing.forEach((row, times) -> {
            if (times != 0) {
                differences.add((times > 0 ? "missing " : "too much ") + row);
            }
        });
        return differences;
    }

    /** Names in order, times and numbers in one form. */
    private static String canonical(String row, boolean deleted) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("deleted", Boolean.toString(deleted));
        for (Map.Entry<String, JsonNode> field : tree(row).properties()) {
            JsonNode value = field.getValue();
            boolean time = value.isTextual() && field.getKey().equals("EntryDateTime");
            fields.put(
                    field.getKey(),
                    time
                            ? LocalDateTime.parse(value.asText()).toString()
                            : value.isNumber() ? Double.toString(value.doubleValue()) : value.asText());
        }
        return fields.toString();
    }

    private static JsonNode tree(String row) {
        try {
            return JSON.readTree(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(row + " is no JSON", e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
