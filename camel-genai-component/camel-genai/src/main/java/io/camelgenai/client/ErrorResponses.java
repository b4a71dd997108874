package io.camelgenai.client;

import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenAiHttpException.Answer;
import io.camelgenai.generation.Printable;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.provider.ErrorMapping;
import io.camelgenai.provider.ErrorMapping.ProviderError;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Turns error responses, and responses that do not fit the request, into exceptions that say what to do. */
final class ErrorResponses {

    /** The HTTP status that stands for a word of this meaning. */
    private static final int NOT_FOUND = 404;

    /** How much of an error's body is read. */
    static final long MAX_ERROR_BYTES = 64 * 1024;

    private final ErrorMapping errors;
    private final Secret secret;
    private final Time time;

    /** @param secret is masked in whatever a response repeats */
    ErrorResponses(ErrorMapping errors, Secret secret, Time time) {
        this.errors = errors;
        this.secret = secret;
        this.time = time;
    }

    @Nullable
    Duration retryAfter(Response response) {
        return RetryAfter.read(response.headers(), null, time.now());
    }

    GenAiHttpException error(Request request, Response response, String body, Where where) {
        if (response.isRedirect()) {
            return redirect(request, response, where);
        }
        ProviderError error = errors.read(response.code(), body);
        String code = secret.redact(error.code());
        String message = Printable.of(secret.redact(error.message()));
        String requestId = secret.without(error.requestId() != null ? error.requestId() : requestIdIn(response));
        FailureKind kind = ErrorMapping.kindOf(response.code());
        Answer answer = new Answer(
                kind,
                response.code(),
                code,
                message,
                retryAfter(kind, response, error),
                error.retryable(),
                errors.provesRejection(response.code(), error.code()));
        return new GenAiHttpException(
                where.provider() + " answered " + describe(request) + " with " + response.code()
                        + (code == null ? "" : " " + Printable.of(code))
                        + (message == null ? "" : ": " + message)
                        + (requestId == null ? "" : " (request " + Printable.of(requestId) + ")"),
                new Where(where.provider(), where.generationId(), requestId),
                answer);
    }

    private @Nullable Duration retryAfter(FailureKind kind, Response response, ProviderError error) {
        Duration requested = RetryAfter.read(response.headers(), error.retryAfterSeconds(), time.now());
        return requested == null && kind == FailureKind.RATE_LIMITED
                ? RetryAfter.untilReset(response.headers(), errors.resetHeaders(), time.now())
                : requested;
    }

    private @Nullable String requestIdIn(Response response) {
        String header = errors.requestIdHeader();
        return header == null ? null : response.header(header);
    }

    private GenAiHttpException redirect(Request request, Response response, Where where) {
        String location = response.header("Location");
        HttpUrl target = location == null ? null : request.url().resolve(location);
        String to = target == null ? "nowhere" : target.scheme() + "://" + target.host() + ":" + target.port();
        return new GenAiHttpException(
                where.provider() + " answered " + describe(request) + " with " + response.code() + ", a redirect to "
                        + to
                        + ". Redirects are not followed, since key and prompt would travel on: set the option baseUrl"
                        + " to the right place",
                where,
                unexpected(response.code()));
    }

    /**
     * A successful response that is no event stream, where there is nothing else to read.
     *
     * @param body what it is instead
     */
    GenAiHttpException noEventStream(Request request, Response response, String body, Where where) {
        MediaType type = response.body().contentType();
        String shown = shown(body);
        return new GenAiHttpException(
                where.provider() + " answered " + describe(request) + " with " + response.code() + " and "
                        + (type == null ? "no body" : secret.redact(type.type() + "/" + type.subtype()))
                        + ", which is not an event stream" + (shown.isEmpty() ? "" : ": " + shown),
                where,
                unexpected(response.code()));
    }

    /**
     * A successful response that says that the provider does not know the generation.
     *
     * @param word the provider's word for it
     */
    static GenAiHttpException gone(String word, Where where) {
        return new GenAiHttpException(
                where.provider() + " answered a poll of generation " + where.generationId() + " with the status "
                        + Printable.of(word),
                where,
                new Answer(FailureKind.GONE, NOT_FOUND, null, Printable.of(word), null, false, false));
    }

    static StreamLimitException tooLarge(long limit, Where where) {
        return new StreamLimitException(
                "The answer of " + where.provider() + " is larger than " + limit
                        + " bytes. Raise the option maxResponseSize if it has to be",
                where,
                null);
    }

    /** The beginning of a text of the provider, fit for a message. */
    String shown(String text) {
        return Objects.requireNonNullElse(Printable.of(secret.redact(text.strip())), "");
    }

    /** A response without an error of the provider; a retry would get the same. */
    private Answer unexpected(int status) {
        return new Answer(
                ErrorMapping.kindOf(status), status, null, null, null, false, errors.provesRejection(status, null));
    }

    /** Method and path; the query may contain a secret. */
    static String describe(Request request) {
        return request.method() + " " + request.url().encodedPath();
    }

    /** The type and the message of an I/O error; the general type says nothing. */
    String brief(IOException cause) {
        String message = Printable.of(secret.redact(cause.getMessage()));
        if (message != null && cause.getClass() == IOException.class) {
            return message;
        }
        return cause.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }
}
