package io.camelgenai.simulator.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.server.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The error responses of a provider as data: its codes, and the template of its documents. Immutable; the methods {@code
 * with...} return a changed copy.
 *
 * <p>The placeholders of a template are {@code $message}, {@code $status} (the HTTP status), {@code $param} (the request field that is wrong, or null), {@code
 * $code}, {@code $CODE} (in upper case), {@code $Code} (as a title: {@code Api Error} for {@code api_error}), {@code
 * $modelCode} (see {@link ModelCodes}), {@code $type} (see {@link #withTypes}), and of the rate limit {@code
 * $waitSeconds}, {@code $wait} (as {@code 12s}), {@code $limit} and {@code $dailyLimit}.
 */
public final class ErrorEnvelope {

    /**
     * Codes that begin with a prefix of the model.
     *
     * @param prefix the prefix of a model, for example {@code VIDEO_GENERATION_}
     * @param prefixes matches the prefixes of all models
     * @param unprefixed matches the codes that have no prefix
     */
    public record ModelCodes(String prefix, Pattern prefixes, Pattern unprefixed) {
        private static final ModelCodes NONE = new ModelCodes("", Pattern.compile("^"), Pattern.compile(".*"));

        private String plain(String code) {
            return prefixes.matcher(code).replaceFirst("");
        }

        /** Returns a code as the model spells it. */
        public String of(String code) {
            String plain = plain(code);
            return unprefixed.matcher(plain).matches() ? plain : prefix + plain;
        }
    }

    private static final RateLimits.Usage NO_USAGE = new RateLimits.Usage(100, 0, Instant.EPOCH);

    private final JsonTemplate template;
    private final ErrorCodes codes;
    private ErrorCodes types;
    private ModelCodes modelCodes = ModelCodes.NONE;
    private JsonTemplate rateLimitTemplate;
    private @Nullable String rateLimitMessage;
    private @Nullable String retryAfterHeader;
    private @Nullable String requestedMessage;

    private ErrorEnvelope(JsonTemplate template, ErrorCodes codes) {
        this.template = template;
        this.codes = codes;
        this.types = codes;
        this.rateLimitTemplate = template;
    }

    private ErrorEnvelope(ErrorEnvelope other) {
        this(other.template, other.codes);
        types = other.types;
        modelCodes = other.modelCodes;
        rateLimitTemplate = other.rateLimitTemplate;
        rateLimitMessage = other.rateLimitMessage;
        retryAfterHeader = other.retryAfterHeader;
        requestedMessage = other.requestedMessage;
    }

    /** Creates an envelope with a template and a table of codes, see {@link ErrorCodes#of}. */
    public static ErrorEnvelope of(String template, String codes) {
        return new ErrorEnvelope(JsonTemplate.of(template), ErrorCodes.of(codes));
    }

    /** Sets the values of {@code $type} by status; they are the codes unless set. */
    public ErrorEnvelope withTypes(String table) {
        ErrorEnvelope copy = new ErrorEnvelope(this);
        copy.types = ErrorCodes.of(table);
        return copy;
    }

    /** Sets the codes of a model. */
    public ErrorEnvelope withModelCodes(ModelCodes ofModel) {
        ErrorEnvelope copy = new ErrorEnvelope(this);
        copy.modelCodes = ofModel;
        return copy;
    }

    /** Sets the message when the rate limit is exceeded. */
    public ErrorEnvelope withRateLimitMessage(String message) {
        ErrorEnvelope copy = new ErrorEnvelope(this);
        copy.rateLimitMessage = message;
        return copy;
    }

    /** Sets the header with the seconds to wait when the rate limit is exceeded; there is none unless set. */
    public ErrorEnvelope withRetryAfter(String header) {
        ErrorEnvelope copy = new ErrorEnvelope(this);
        copy.retryAfterHeader = header;
        return copy;
    }

    /** Sets the template of documents with status 429. */
    public ErrorEnvelope withRateLimitTemplate(String json) {
        ErrorEnvelope copy = new ErrorEnvelope(this);
        copy.rateLimitTemplate = JsonTemplate.of(json);
        return copy;
    }

    /** Sets the message of errors that a prompt asks for. */
    public ErrorEnvelope withRequestedMessage(String message) {
        ErrorEnvelope copy = new ErrorEnvelope(this);
        copy.requestedMessage = message;
        return copy;
    }

    /** Returns a code as the model spells it. */
    public String modelCode(String code) {
        return modelCodes.of(code);
    }

    /**
     * Creates an error response.
     *
     * @param status the HTTP status
     * @param code the code
     * @param message the message
     * @param more further placeholders, each followed by its value; they override those of this class
     * @return a JSON response
     */
    public Response error(int status, String code, String message, @Nullable Object... more) {
        return Response.json(status, document(status, code, message, NO_USAGE, more));
    }

    /** Creates the response for an HTTP status. */
    public Response status(int status) {
        return error(status, codes.code(status), defaultMessage(status));
    }

    /** Creates the response for a create that exceeds the rate limit. */
    public Response rateLimitExceeded(RateLimits.Usage usage) {
        String message = rateLimitMessage == null ? defaultMessage(429) : rateLimitMessage;
        Response response = Response.json(429, document(429, codes.code(429), message, usage));
        return retryAfterHeader == null
                ? response
                : response.with(retryAfterHeader, String.valueOf(usage.waitSeconds()));
    }

    /** Creates the error that a prompt asks for by its code or status; a plain 400 if the provider has no such error. */
    public Response requested(String codeOrStatus) {
        boolean isStatus = codeOrStatus.matches("[45]\\d\\d");
        String code = modelCodes.plain(codeOrStatus);
        Integer status = isStatus ? Integer.valueOf(codeOrStatus) : codes.status(code);
        if (status == null) {
            return Response.text(400, "text/plain", "The provider has no error " + code + "\n");
        }
        String message = requestedMessage == null ? defaultMessage(status) : requestedMessage;
        return error(status, isStatus ? codes.code(status) : code, message);
    }

    /** Creates the document of an error without a response, for a frame of a stream. */
    public ObjectNode document(int status, String code, String message) {
        return document(status, code, message, NO_USAGE);
    }

    private ObjectNode document(
            int status, String code, String message, RateLimits.Usage usage, @Nullable Object... more) {
        @Nullable
        Object[] common = {
            "message", message,
            "param", null,
            "status", status,
            "code", modelCodes.plain(code),
            "CODE", code.toUpperCase(Locale.ROOT),
            "Code", title(code),
            "modelCode", modelCodes.of(code),
            "type", types.code(status),
            "waitSeconds", usage.waitSeconds(),
            "wait", usage.waitSeconds() + "s",
            "limit", usage.limit(),
            "dailyLimit", usage.dailyLimit()
        };
        return (status == 429 ? rateLimitTemplate : template)
                .fill(Stream.concat(Arrays.stream(common), Arrays.stream(more)).toArray());
    }

    private static String defaultMessage(int status) {
        return "Status " + status;
    }

    private static String title(String code) {
        return Arrays.stream(code.split("_"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "));
    }
}
