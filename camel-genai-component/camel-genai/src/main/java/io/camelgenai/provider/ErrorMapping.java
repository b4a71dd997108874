package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenerationError;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a provider's error responses are read, and which of them prove that nothing was created.
 *
 * @param code the paths of the error code
 * @param message the paths of the message
 * @param requestId the paths of the provider's id for the request
 * @param requestIdHeader the response header that contains this id, or null
 * @param retryAfter the paths of the wait in seconds, as {@code 12} or {@code 12s}, for providers that put it into the body
 * @param resetHeaders response headers, in order of preference, that say when an exhausted limit is reset, in seconds of
 *     the epoch
 * @param rejections codes, or status codes, that prove that a create created nothing
 * @param ambiguous codes, or status codes below 500, that do not prove it
 * @param retryable codes, or status codes, of errors that may pass
 */
public record ErrorMapping(
        JsonPaths code,
        JsonPaths message,
        JsonPaths requestId,
        @Nullable String requestIdHeader,
        JsonPaths retryAfter,
        Set<String> resetHeaders,
        Set<String> rejections,
        Set<String> ambiguous,
        Set<String> retryable) {

    /** The status of an answer that is no error response. */
    private static final int ANSWERED = 200;

    static ErrorMapping read(DescriptorSection section) {
        section.renamed("unclear", "ambiguous");
        return new ErrorMapping(
                section.paths("code"),
                section.paths("message"),
                section.paths("requestId"),
                section.optional("requestIdHeader", HeaderNames::received),
                section.numberPaths("retryAfter"),
                section.texts("resetHeaders", HeaderNames::received),
                section.texts("rejections"),
                section.texts("ambiguous"),
                section.texts("retryable"));
    }

    /**
     * The content of an error response.
     *
     * @param body in any form: JSON, a text or a page
     */
    public ProviderError read(int status, String body) {
        try {
            if (JsonText.isBegun(body)) {
                return read(status, JsonText.tree(body));
            }
        } catch (JsonProcessingException notJson) {
            // It is a text.
        }
        return read(status, ErrorReader.of(body), ExtractedValues.of(MissingNode.getInstance()));
    }

    /** The content of an error response that is JSON. */
    public ProviderError read(int status, JsonNode body) {
        return read(status, ErrorReader.of(body), ExtractedValues.of(body));
    }

    private ProviderError read(int status, GenerationError found, ExtractedValues values) {
        String ownCode = code.text(values);
        String ownMessage = message.text(values);
        String providerCode = ErrorReader.isNone(ownCode) ? found.code() : ownCode;
        return new ProviderError(
                providerCode,
                ownMessage == null || ErrorReader.isNone(ownMessage) ? found.message() : PageText.plain(ownMessage),
                requestId.text(values),
                retryAfter.seconds(values),
                isRetryable(status, providerCode));
    }

    /** The error in a whole answer with a status of success, or null where it contains none. */
    public @Nullable GenerationError errorInAnswer(JsonNode document) {
        ExtractedValues values = ExtractedValues.of(document);
        String ownCode = code.text(values);
        boolean isOwn = ownCode == null ? !ErrorReader.isNone(message.text(values)) : !ErrorReader.isNone(ownCode);
        GenerationError found = ErrorReader.in(document);
        return found != null ? merged(values, found) : isOwn ? error(document) : null;
    }

    /** Whether an answer with a status of success is an error that proves that nothing was created. */
    public boolean isRejection(JsonNode document) {
        GenerationError error = errorInAnswer(document);
        return error != null && error.code() != null && rejections.contains(error.code());
    }

    /** The error in a frame that may be one, or null. */
    @Nullable
    GenerationError errorInFrame(JsonNode frame) {
        GenerationError found = ErrorReader.in(frame);
        return found == null ? null : merged(ExtractedValues.of(frame), found);
    }

    /** The error in a frame that is one, or null where it gives no reason. */
    @Nullable
    GenerationError error(JsonNode frame) {
        return merged(ExtractedValues.of(frame), ErrorReader.of(frame));
    }

    private @Nullable GenerationError merged(ExtractedValues values, GenerationError found) {
        ProviderError error = read(ANSWERED, found, values);
        return error.code() == null && error.message() == null
                ? null
                : new GenerationError(error.code(), error.message(), error.retryable());
    }

    /** The kind of failure that an HTTP status means. This is the only place that compares status codes. */
    public static FailureKind kindOf(int status) {
        return switch (status) {
            case 401, 403 -> FailureKind.UNAUTHORIZED;
            case 407 -> FailureKind.PROXY_UNAUTHORIZED;
            case 429 -> FailureKind.RATE_LIMITED;
            case 408 -> FailureKind.REQUEST_TIMEOUT;
            case 404, 410 -> FailureKind.GONE;
            case 409 -> FailureKind.CONFLICT;
            case 400, 416, 422 -> FailureKind.INVALID_REQUEST;
            default ->
                status < 400
                        ? FailureKind.UNEXPECTED_RESPONSE
                        : status < 500 ? FailureKind.REFUSED : FailureKind.SERVER_ERROR;
        };
    }

    /**
     * Whether this response to a create proves that nothing was created. A 4xx does, except for 408; a 5xx only where the
     * provider's documentation says so; a response that is not an error never does.
     */
    public boolean provesRejection(int status, @Nullable String providerCode) {
        if (isListed(rejections, status, providerCode)) {
            return true;
        }
        return switch (kindOf(status)) {
            case REQUEST_TIMEOUT, SERVER_ERROR, UNEXPECTED_RESPONSE -> false;
            default -> !isListed(ambiguous, status, providerCode);
        };
    }

    private boolean isRetryable(int status, @Nullable String providerCode) {
        return kindOf(status) == FailureKind.RATE_LIMITED || isListed(retryable, status, providerCode);
    }

    private static boolean isListed(Set<String> codes, int status, @Nullable String providerCode) {
        return codes.contains(Integer.toString(status)) || (providerCode != null && codes.contains(providerCode));
    }

    /**
     * An error as the provider describes it.
     *
     * @param code its code
     * @param message its message
     * @param requestId its id for the request
     * @param retryAfterSeconds the wait that it asks for
     * @param retryable whether the error may pass
     */
    public record ProviderError(
            @Nullable String code,
            @Nullable String message,
            @Nullable String requestId,
            @Nullable BigDecimal retryAfterSeconds,
            boolean retryable) {}
}
