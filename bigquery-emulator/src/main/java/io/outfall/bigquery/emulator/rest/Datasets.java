// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.error.Refusal;
import io.outfall.bigquery.emulator.schema.Names;
import io.outfall.bigquery.emulator.storage.Catalog;
import java.util.Set;

/** The resource datasets. */
final class Datasets {

    private static final Set<String> KNOWN = Set.of(
            "kind",
            "etag",
            "id",
            "selfLink",
            "datasetReference",
            "location",
            "description",
            "friendlyName",
            "labels",
            "defaultTableExpirationMs",
            "defaultPartitionExpirationMs",
            "maxTimeTravelHours",
            "storageBillingModel");

    private final Catalog catalog;

    Datasets(Catalog catalog) {
        this.catalog = catalog;
    }

    Answer insert(JsonObject body) {
        Json.checkKeys(body, "dataset", KNOWN);
        JsonObject reference = Json.object(body, "datasetReference");
        if (reference == null) {
            throw Refusal.invalid("Required parameter is missing: datasetReference");
        }
        String name = Json.required(reference, "datasetId");
        Names.checkDataset(name);
        Labels.check(body);
        JsonObject settings = body.deepCopy();
        settings.addProperty("location", body.has("location") ? Json.text(body, "location") : "US");
        catalog.createDataset(name, settings);
        return get(name);
    }

    Answer get(String name) {
        JsonObject json = catalog.dataset(name).deepCopy();
        JsonObject reference = new JsonObject();
        reference.addProperty("projectId", catalog.project());
        reference.addProperty("datasetId", name);
        json.addProperty("kind", "bigquery#dataset");
        json.addProperty("id", catalog.project() + ":" + name);
        json.add("datasetReference", reference);
        return Answer.ok(json);
    }
}
