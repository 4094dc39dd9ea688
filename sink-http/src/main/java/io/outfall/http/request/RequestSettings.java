// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.http.template.HeaderTemplate;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Which requests changes become.
 *
 * @param mappings one for each operation
 * @param headers by name, beside those that the sink sets itself
 * @param contentType of bodies
 * @param idempotency how requests are told apart by who gets them twice
 * @param webhookSecret by which requests are signed; null for not at all
 */
public record RequestSettings(
        Map<Operation, Mapping> mappings,
        Map<String, HeaderTemplate> headers,
        String contentType,
        Idempotency idempotency,
        @Nullable Password webhookSecret) {}
