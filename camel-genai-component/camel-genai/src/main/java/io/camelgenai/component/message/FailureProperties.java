package io.camelgenai.component.message;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.WebhookRefusedException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;

/**
 * The exchange properties by which Camel's AI components describe a failure alike, so that a route can handle those of several
 * components. Names and words are those of {@code GenAiErrorProperties} and {@code GenAiErrorCategory} in Camel 4.23 (CAMEL-24551).
 */
public final class FailureProperties {

    private FailureProperties() {}

    /** The words for the kinds of failures. */
    enum Category {
        /** Too many requests. */
        RATE_LIMIT,
        /** The provider itself failed, or was too slow. */
        SERVER_ERROR,
        /** The request is not accepted as it is. */
        VALIDATION,
        /** The key, or the credentials of a proxy, are not accepted; the request could not be signed; or a webhook is refused. */
        AUTH,
        /** Anything else: the provider was not reached, did not answer, or the generation failed. */
        UNKNOWN
    }

    /** Sets the properties for this failure. Nothing of an earlier one stays. */
    public static void set(Exchange exchange, Throwable failure) {
        exchange.setProperty(GenAiConstants.ERROR_CATEGORY, category(failure).name());
        Duration wait = failure instanceof GenAiHttpException http ? http.getRetryAfter() : null;
        if (wait == null) {
            exchange.removeProperty(GenAiConstants.RETRY_AFTER_MILLIS);
        } else {
            exchange.setProperty(GenAiConstants.RETRY_AFTER_MILLIS, wait.toMillis());
        }
    }

    /** An unknown outcome has the category of the failure that is its cause. */
    private static Category category(Throwable failure) {
        if (failure instanceof IllegalArgumentException || failure instanceof InvalidPayloadException) {
            return Category.VALIDATION;
        }
        if (failure instanceof WebhookRefusedException) {
            return Category.AUTH;
        }
        Category category = Category.UNKNOWN;
        Throwable next = failure;
        while (category == Category.UNKNOWN && next instanceof GenAiException ours) {
            category = of(ours.getFailureKind());
            next = ours.getCause();
        }
        return category;
    }

    private static Category of(FailureKind kind) {
        return switch (kind) {
            case RATE_LIMITED -> Category.RATE_LIMIT;
            case SERVER_ERROR, REQUEST_TIMEOUT -> Category.SERVER_ERROR;
            case UNAUTHORIZED, PROXY_UNAUTHORIZED, NOT_SIGNED -> Category.AUTH;
            case GONE, CONFLICT, INVALID_REQUEST, REFUSED -> Category.VALIDATION;
            case CONNECT_FAILED, NO_RESPONSE, UNEXPECTED_RESPONSE, TOO_LARGE, INTERNAL, OTHER -> Category.UNKNOWN;
        };
    }
}
