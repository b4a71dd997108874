package io.camelgenai.examples.quarkus;

import io.camelgenai.generation.ArtifactException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no answer, as {@code application/problem+json}.
 *
 * @param status the HTTP status
 * @param code what a program decides by
 * @param title what happened, and what to do
 * @param detail the words of the provider, or of the component
 * @param retryAfter how long to wait before the same request, where that is known
 */
record Problem(
        int status,
        String code,
        String title,
        @Nullable String detail,
        @Nullable Duration retryAfter) {

    Problem(int status, String code, String title, @Nullable String detail) {
        this(status, code, title, detail, null);
    }

    static Problem of(Throwable failure) {
        String words = failure.getMessage();
        if (failure instanceof NoProviderException) {
            return new Problem(
                    503,
                    "no-provider",
                    "No provider is available. Repeat the request later",
                    words,
                    Duration.ofMinutes(1));
        }
        if (failure instanceof GenerationOutcomeUnknownException) {
            return new Problem(
                    502,
                    "outcome-unknown",
                    "The provider may have accepted the request, so no other one was asked. Repeating it may be paid for twice",
                    words);
        }
        if (failure instanceof GenerationFailedException failed) {
            return of(failed);
        }
        if (failure instanceof ArtifactException) {
            return new Problem(502, "no-file", "The file cannot be fetched from the provider", words);
        }
        if (failure instanceof GenAiHttpException http) {
            return of(http);
        }
        if (failure instanceof GenAiException genAi) {
            return of(genAi);
        }
        if (failure instanceof IllegalArgumentException) {
            return new Problem(422, "invalid-request", "The request cannot be sent as it is. Change it", words);
        }
        return new Problem(500, "internal-error", "Something failed in the gateway. Its log says what", null);
    }

    private static Problem of(GenerationFailedException failed) {
        Generation generation = failed.getGeneration();
        GenerationError error = generation.error();
        return new Problem(
                502,
                "generation-failed",
                "The provider began and did not finish. What it made may be paid for",
                error == null ? generation.finishReason() : error.code() + ": " + error.message());
    }

    private static Problem of(GenAiHttpException http) {
        String words = http.getMessage();
        return switch (http.getFailureKind()) {
            case RATE_LIMITED ->
                new Problem(
                        503,
                        "busy",
                        "The providers have too many requests. Repeat the request later",
                        words,
                        http.getRetryAfter());
            case INVALID_REQUEST, REFUSED, CONFLICT ->
                new Problem(422, "refused", "The provider does not accept this request. Change it", words);
            case GONE -> new Problem(404, "not-found", "The provider does not know it, or no longer", words);
            case UNAUTHORIZED, PROXY_UNAUTHORIZED, NOT_SIGNED ->
                new Problem(
                        502, "key-refused", "The provider refuses the key of the gateway: its operator can help", null);
            default ->
                new Problem(
                        502,
                        "provider-failed",
                        "The provider has a problem. Repeat the request later",
                        words,
                        http.getRetryAfter());
        };
    }

    private static Problem of(GenAiException failure) {
        if (failure.isNothingCreated()) {
            return new Problem(
                    503,
                    "no-provider",
                    "No provider could be reached, and nothing was created. Repeat the request later",
                    failure.getMessage());
        }
        return switch (failure.getFailureKind()) {
            case NO_RESPONSE, REQUEST_TIMEOUT, CONNECT_FAILED ->
                new Problem(
                        504,
                        "no-response",
                        "The provider does not respond. Repeat the request later",
                        failure.getMessage());
            default ->
                new Problem(502, "provider-failed", "The provider did not complete the answer", failure.getMessage());
        };
    }

    JsonObject json() {
        JsonObject document =
                new JsonObject().put("status", status).put("code", code).put("title", title);
        return detail == null ? document : document.put("detail", detail);
    }

    void answer(HttpServerResponse response) {
        if (retryAfter != null) {
            response.putHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(json().encode());
    }
}
