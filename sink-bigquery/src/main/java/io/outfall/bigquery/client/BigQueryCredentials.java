// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.client;

import java.nio.file.Path;
import org.apache.kafka.common.config.types.Password;

/** As whom to speak to BigQuery. */
public sealed interface BigQueryCredentials {

    /** Who that is, in words for a log: without secrets. */
    String describe();

    /**
     * What the worker's surroundings give, by Google's rules: a file that the environment names, the login of gcloud, a
     * workload identity, the account of the machine.
     */
    record ApplicationDefault() implements BigQueryCredentials {
        @Override
        public String describe() {
            return "what Google's libraries find around the worker";
        }
    }

    /** The key of a service account, or the configuration of a workload identity, in a file of the worker. */
    record KeyFile(Path file) implements BigQueryCredentials {
        @Override
        public String describe() {
            return "the credentials in " + file;
        }
    }

    /** The same as text. */
    record KeyJson(Password json) implements BigQueryCredentials {
        @Override
        public String describe() {
            return "the connector's credentials";
        }
    }

    /** A service account that somebody else may act for. */
    record Impersonated(String account, BigQueryCredentials by) implements BigQueryCredentials {
        @Override
        public String describe() {
            return "the service account " + account + ", impersonated by " + by.describe();
        }
    }

    /** Nobody: for an emulator. */
    record None() implements BigQueryCredentials {
        @Override
        public String describe() {
            return "nobody";
        }
    }
}
