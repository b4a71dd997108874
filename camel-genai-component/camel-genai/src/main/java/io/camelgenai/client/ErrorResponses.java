package io.camelgenai.client;

import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenAiHttpException.Answer;
import io.camelgenai.generation.Printable;
import io.camelgenai.provider.ErrorMapping;
import io.camelgenai.provider.ErrorMapping.ProviderError;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Turns error responses, and responses that do not fit the request, into exceptions that say what to do. */
final class ErrorResponses {

    /** How much of an error's body is read. */
    static final long MAX_ERROR_BYTES = 64 * 1024;

    private static final String EVENT_STREAM = "event-stream";

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
        String requestId = error.requestId() != null ? error.requestId() : requestIdIn(response);
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

    /** Accepts a missing media type; another one belongs to an error page, or to an endpoint that does not stream. */
    void requireEventStream(Request request, Response response, Where where) {
        MediaType type = response.body().contentType();
        boolean isEventStream =
                type == null || type.subtype().toLowerCase(Locale.ROOT).equals(EVENT_STREAM);
        if (!isEventStream || response.code() == 204 || response.code() == 205) {
            throw new GenAiHttpException(
                    where.provider() + " answered " + describe(request) + " with " + response.code() + " and "
                            + (type == null ? "no body" : type.type() + "/" + type.subtype())
                            + ", which is not an event stream" + beginning(response),
                    where,
                    unexpected(response.code()));
        }
    }

    private String beginning(Response response) {
        try {
            String text = Printable.of(
                    secret.redact(response.peekBody(MAX_ERROR_BYTES).string().strip()));
            return text == null || text.isEmpty() ? "" : ": " + text;
        } catch (IOException cut) {
            return "";
        }
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

    /** The type and the message of an I/O error. */
    static String brief(IOException cause) {
        String message = Printable.of(cause.getMessage());
        return cause.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }
}
