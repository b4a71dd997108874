package io.camelgenai.client.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook reports.
 *
 * @param messageId the id of the message, which is the same when it is sent again; null where the provider gives none
 * @param generationId the generation, or null where it is about something else
 * @param body the whole report
 * @param document the generation's document, which the provider has signed; null where the state has to be polled
 */
public record WebhookReport(
        @Nullable String messageId,
        @Nullable String generationId,
        JsonNode body,
        @Nullable JsonNode document) {}
