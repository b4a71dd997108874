package io.camelgenai.client.webhook;

import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.WebhookRefusedException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused.
 *
 * @param provider the provider that it claims to come from
 * @param connection the connection that receives it
 */
record Refusals(String provider, String connection) {

    /** How far the time of a signature may be from ours, in both directions, as Standard Webhooks recommends. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    WebhookRefusedException signature(String what) {
        return refused(
                what + ": it does not come from " + provider + ", or the secret of connection " + connection
                        + " is another one. Compare the option webhookSecret with the secret at the provider, and hand over the"
                        + " body as it was received",
                WebhookRefusedException.SIGNATURE,
                null);
    }

    /** The value of a header without which nothing is proved. */
    String required(WebhookRequest request, String header) {
        String value = request.header(header);
        if (value == null) {
            throw refused(
                    "has no header " + header + ", which proves where it comes from",
                    WebhookRefusedException.SIGNATURE,
                    null);
        }
        return value;
    }

    WebhookRefusedException body(String what, @Nullable Throwable cause) {
        return refused(what, WebhookRefusedException.BODY, cause);
    }

    /** @param timestamp seconds since 1970 */
    long requireTimely(String timestamp, Instant now) {
        long seconds;
        Duration difference;
        try {
            seconds = Long.parseLong(timestamp);
            difference = Duration.between(Instant.ofEpochSecond(seconds), now).abs();
        } catch (RuntimeException e) {
            throw refused("has a time that is no number of seconds", WebhookRefusedException.TIME, null);
        }
        if (difference.compareTo(TOLERANCE) > 0) {
            throw refused(
                    "was signed more than " + TOLERANCE.toMinutes()
                            + " minutes from now: it is a replay, or a clock is wrong",
                    WebhookRefusedException.TIME,
                    null);
        }
        return seconds;
    }

    Where where() {
        return Where.provider(provider);
    }

    private WebhookRefusedException refused(String what, String code, @Nullable Throwable cause) {
        return new WebhookRefusedException(
                "A webhook for connection " + connection + " was refused, which " + what, where(), code, cause);
    }
}
