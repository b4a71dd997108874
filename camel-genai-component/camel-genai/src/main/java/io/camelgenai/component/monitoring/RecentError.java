package io.camelgenai.component.monitoring;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A recent error. It has no text of the provider, which may repeat a prompt.
 *
 * @param at when it happened
 * @param connection the connection
 * @param provider the provider
 * @param kind the kind of error
 * @param httpStatus the HTTP status, if the provider answered with an error
 * @param code the provider's code, unless it is a sentence
 * @param generationId the generation, where known
 */
public record RecentError(
        Instant at,
        String connection,
        String provider,
        Kind kind,
        @Nullable Integer httpStatus,
        @Nullable String code,
        @Nullable String generationId) {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:/-]{1,64}");

    /** The kinds of errors. */
    public enum Kind {
        /** No connection could be made. */
        CONNECT_FAILED,
        /** The provider did not answer. */
        NO_RESPONSE,
        /** The provider refused the key. */
        UNAUTHORIZED,
        /** The provider answered with another error. */
        ERROR_RESPONSE,
        /** A response or an event exceeds its maximum size. */
        TOO_LARGE,
        /** A request could not be signed, and was not sent. */
        NOT_SIGNED,
        /** The component's own code failed on a response. */
        INTERNAL,
        /** A stream ended before its terminal event. */
        STREAM_INTERRUPTED,
        /** It is unknown whether a create was accepted. */
        OUTCOME_UNKNOWN,
        /** A delivery was parked after it had failed too often. */
        PARKED
    }

    static RecentError ofCall(Instant at, ConnectionSettings connection, GenAiException cause) {
        GenAiHttpException http = cause instanceof GenAiHttpException answered ? answered : null;
        return new RecentError(
                at,
                connection.name(),
                connection.provider().name(),
                kind(cause),
                http == null ? null : http.getStatusCode(),
                http == null ? null : code(http.getCode()),
                UnresolvedView.shorten(cause.getGenerationId()));
    }

    static RecentError ofStream(Instant at, ConnectionSettings connection, GenAiException cause) {
        return new RecentError(
                at,
                connection.name(),
                connection.provider().name(),
                kindOfInterruption(cause),
                null,
                null,
                UnresolvedView.shorten(cause.getGenerationId()));
    }

    /** An unknown outcome or a parked delivery. */
    static RecentError ofGeneration(Instant at, TrackedGeneration generation, Kind kind) {
        return new RecentError(
                at,
                generation.origin().connection(),
                generation.origin().provider(),
                kind,
                null,
                null,
                UnresolvedView.shorten(generation.id()));
    }

    /** The reason of a failed call, as the value of a tag: one of few words. */
    static String reason(GenAiException cause) {
        return cause instanceof GenAiHttpException http ? "http-" + http.getStatusCode() : word(kind(cause));
    }

    /** The reason of an interrupted stream, likewise. */
    static String reasonOfInterruption(GenAiException cause) {
        return word(kindOfInterruption(cause));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Kind kindOfInterruption(GenAiException cause) {
        return cause instanceof StreamLimitException ? Kind.TOO_LARGE : Kind.STREAM_INTERRUPTED;
    }

    private static Kind kind(GenAiException cause) {
        return switch (cause.getFailureKind()) {
            case UNAUTHORIZED -> Kind.UNAUTHORIZED;
            case TOO_LARGE -> Kind.TOO_LARGE;
            case CONNECT_FAILED -> Kind.CONNECT_FAILED;
            case INTERNAL -> Kind.INTERNAL;
            case NOT_SIGNED -> Kind.NOT_SIGNED;
            case NO_RESPONSE, OTHER -> Kind.NO_RESPONSE;
            default -> Kind.ERROR_RESPONSE;
        };
    }

    /** Some providers send a sentence instead of a code. */
    static @Nullable String code(@Nullable String sent) {
        return sent != null && CODE.matcher(sent).matches() ? sent : null;
    }

    /** Returns one line. */
    @Override
    public String toString() {
        return at + " " + connection + " " + kind
                + (httpStatus == null ? "" : " " + httpStatus)
                + (code == null ? "" : " " + code)
                + (generationId == null ? "" : " on " + generationId);
    }
}
