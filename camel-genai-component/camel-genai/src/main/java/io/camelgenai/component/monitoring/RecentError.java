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
 * Something that went wrong, without a word of what was sent or answered: an error's own text may repeat a prompt.
 *
 * @param at when
 * @param connection over which connection
 * @param provider at which provider
 * @param kind what
 * @param httpStatus the HTTP status, where there was one
 * @param code the provider's code for it, where it is a code
 * @param generationId on which generation, where known
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

    /** What can go wrong. */
    public enum Kind {
        /** No connection stood. */
        CONNECT_FAILED,
        /** The provider gave no answer. */
        NO_RESPONSE,
        /** The provider does not let this key in. */
        UNAUTHORIZED,
        /** The provider answered with another error. */
        ERROR_RESPONSE,
        /** An answer or an event is larger than it may be. */
        TOO_LARGE,
        /** A stream ended before its end. */
        STREAM_INTERRUPTED,
        /** Nobody knows whether a create was accepted. */
        OUTCOME_UNKNOWN,
        /** No route would take an end. */
        PARKED
    }

    /** A call that failed. */
    static RecentError ofCall(Instant at, ConnectionSettings connection, GenAiException why) {
        GenAiHttpException http = why instanceof GenAiHttpException answered ? answered : null;
        return new RecentError(
                at,
                connection.name(),
                connection.provider().name(),
                kind(why),
                http == null ? null : http.getStatusCode(),
                http == null ? null : code(http.getCode()),
                name(why.getGenerationId()));
    }

    /** A stream that broke. */
    static RecentError ofStream(Instant at, ConnectionSettings connection, GenAiException why) {
        return new RecentError(
                at,
                connection.name(),
                connection.provider().name(),
                kindOfInterruption(why),
                null,
                null,
                name(why.getGenerationId()));
    }

    /** A generation that waits for a person from now on. */
    static RecentError of(Instant at, TrackedGeneration generation, Kind kind) {
        return new RecentError(
                at,
                generation.origin().connection(),
                generation.origin().provider(),
                kind,
                null,
                null,
                name(generation.id()));
    }

    /** In one word that takes few values, for a meter. */
    static String reason(GenAiException why) {
        return why instanceof GenAiHttpException http ? "http-" + http.getStatusCode() : word(kind(why));
    }

    /** Why a stream broke, in one word. */
    static String reasonOfInterruption(GenAiException why) {
        return word(kindOfInterruption(why));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Kind kindOfInterruption(GenAiException why) {
        return why instanceof StreamLimitException ? Kind.TOO_LARGE : Kind.STREAM_INTERRUPTED;
    }

    private static Kind kind(GenAiException why) {
        return switch (why.getFailureKind()) {
            case UNAUTHORIZED -> Kind.UNAUTHORIZED;
            case TOO_LARGE -> Kind.TOO_LARGE;
            case CONNECT_FAILED -> Kind.CONNECT_FAILED;
            case NO_RESPONSE, OTHER -> Kind.NO_RESPONSE;
            default -> Kind.ERROR_RESPONSE;
        };
    }

    /** Some providers put sentences where a code should be. */
    private static @Nullable String code(@Nullable String told) {
        return told != null && CODE.matcher(told).matches() ? told : null;
    }

    private static @Nullable String name(@Nullable String id) {
        return UnresolvedView.text(id);
    }

    /** In one line. */
    @Override
    public String toString() {
        return at + " " + connection + " " + kind
                + (httpStatus == null ? "" : " " + httpStatus)
                + (code == null ? "" : " " + code)
                + (generationId == null ? "" : " on " + generationId);
    }
}
