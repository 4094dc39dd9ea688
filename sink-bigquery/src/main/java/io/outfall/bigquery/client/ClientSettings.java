// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.client;

import io.outfall.proxy.ProxySettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which project to write to, and how to reach it.
 *
 * @param project whose tables they are
 * @param quotaProject who is billed and limited for requests; null for the project that the credentials belong to
 * @param credentials as whom
 * @param endpoint of the REST API; null for Google's
 * @param storageEndpoint of the Storage Write API; null for Google's
 * @param proxy an HTTP proxy on the way; null where there is none
 * @param requestTimeout how long one request may take
 */
public record ClientSettings(
        String project,
        @Nullable String quotaProject,
        BigQueryCredentials credentials,
        @Nullable URI endpoint,
        @Nullable URI storageEndpoint,
        @Nullable ProxySettings proxy,
        Duration requestTimeout) {}
