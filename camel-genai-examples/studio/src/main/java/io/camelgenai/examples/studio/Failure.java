package io.camelgenai.examples.studio;

import io.camelgenai.generation.ArtifactException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.camel.InvalidPayloadException;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no result, in words that a user can act on.
 *
 * @param title what happened
 * @param advice what to do about it
 * @param words the words of the provider, or of the component
 */
record Failure(String title, String advice, @Nullable String words) {

    private static final Pattern CONTENT = Pattern.compile(
            "(?i).*(moderat|policy|safety|nsfw|sensitive|refus|reject|content.?filter|prohibited|inappropriate).*",
            Pattern.DOTALL);

    private static final String THEN_DELIVER = " Then deliver it again on the operator's page.";
    private static final String PAID_NOTHING = " Nothing was created, and nothing is paid for.";

    /** A create that failed, or a call about a generation. */
    static Failure of(Throwable failure, String provider) {
        if (failure instanceof GenerationOutcomeUnknownException unknown) {
            return new Failure(
                    "It is not known whether " + provider + " accepted this",
                    "It was not sent again, because that could be paid for twice. The operator's page resolves it.",
                    unknown.getReason());
        }
        if (failure instanceof ArtifactException artifact) {
            return new Failure(title(artifact), advice(artifact), artifact.getMessage());
        }
        if (failure instanceof GenAiHttpException http) {
            return of(http, provider);
        }
        if (failure instanceof GenAiException ours) {
            return of(ours, provider);
        }
        if (failure instanceof IllegalArgumentException || failure instanceof InvalidPayloadException) {
            return new Failure(
                    "This cannot be sent as it is",
                    "Change the prompt, the reference picture or the model." + PAID_NOTHING,
                    failure.getMessage());
        }
        return new Failure(
                "Something failed in the studio itself",
                "Run it again. If it fails again, the log of the server says why.",
                String.valueOf(failure.getMessage()));
    }

    private static Failure of(GenAiHttpException http, String provider) {
        String words = words(http.getCode(), http.getProviderMessage());
        String said = words == null ? String.valueOf(http.getMessage()) : words;
        return switch (http.getFailureKind()) {
            case UNAUTHORIZED, PROXY_UNAUTHORIZED, NOT_SIGNED ->
                new Failure(
                        provider + " refused the key",
                        "Check the key of this provider in the settings of the server, and that its account may use"
                                + " this model." + PAID_NOTHING,
                        said);
            case RATE_LIMITED ->
                new Failure(
                        "Too many requests for " + provider,
                        wait(http.getRetryAfter()) + " and run it again." + PAID_NOTHING,
                        said);
            case INVALID_REQUEST, REFUSED, CONFLICT ->
                isAboutContent(said) ? contentRefused(said) : notAccepted(provider, said);
            case GONE ->
                new Failure(
                        provider + " does not know this model",
                        "Choose another model, or correct its name in the settings of the server." + PAID_NOTHING,
                        said);
            case SERVER_ERROR ->
                new Failure(
                        provider + " has a problem of its own",
                        wait(http.getRetryAfter()) + " and run it again.",
                        said);
            default ->
                new Failure(
                        provider + " gave an answer that makes no sense",
                        "Check the address of this provider in the settings of the server.",
                        said);
        };
    }

    private static Failure of(GenAiException failure, String provider) {
        String said = failure.getMessage();
        return switch (failure.getFailureKind()) {
            case CONNECT_FAILED ->
                new Failure(
                        provider + " cannot be reached",
                        "Check the network of the server and the address of this provider." + PAID_NOTHING,
                        said);
            case NO_RESPONSE, REQUEST_TIMEOUT ->
                new Failure(provider + " did not answer in time", "Run it again in a few minutes.", said);
            case TOO_LARGE ->
                new Failure(
                        "The answer is larger than the server accepts", "Raise the limit that is named below.", said);
            default -> new Failure(provider + " could not do this", "Run it again, or choose another model.", said);
        };
    }

    /** A generation that is terminal without its result, or with a part of it. */
    static Failure of(Generation generation, String provider) {
        GenerationError error = generation.error();
        if (error == null) {
            return new Failure(
                    provider + " stopped before the result was complete",
                    "Ask for less, or allow more in the parameters of the model.",
                    generation.finishReason());
        }
        String said = words(error.code(), error.message());
        return switch (String.valueOf(error.code())) {
            case GenerationError.STREAM_CLOSED ->
                new Failure(
                        "The text was stopped here",
                        provider + " has no cancel. It may write on, and charge for it.",
                        null);
            case GenerationError.STREAM_CUT, GenerationError.NOT_OBSERVABLE ->
                new Failure(
                        "The connection was lost, and " + provider + " does not show the rest",
                        "What arrived is below. Run it again for a complete result.",
                        said);
            case GenerationError.TRACKING_EXPIRED ->
                new Failure(
                        "It took too long",
                        provider + " may still work on it. Search for its id at the provider, or run it again.",
                        said);
            case GenerationError.EXPIRED, GenerationError.GONE ->
                new Failure(provider + " does not know it any more", "Run it again.", said);
            default -> failed(error, provider, said);
        };
    }

    private static Failure failed(GenerationError error, String provider, @Nullable String said) {
        if (said != null && isAboutContent(said)) {
            return contentRefused(said);
        }
        return new Failure(
                provider + " could not finish this",
                error.retryable()
                        ? "Run it again: the provider says that it may work."
                        : "Change the prompt, or choose another model.",
                said);
    }

    private static Failure contentRefused(String said) {
        return new Failure(
                "The content was refused", "Change the prompt or the reference picture, and run it again.", said);
    }

    private static Failure notAccepted(String provider, String said) {
        return new Failure(
                provider + " does not accept this request",
                "Change what is named below, or choose another model." + PAID_NOTHING,
                said);
    }

    private static String title(ArtifactException failure) {
        return switch (failure.getCode()) {
            case ArtifactException.EXPIRED -> "The file is gone";
            case ArtifactException.REFUSED -> "The file is at a place from which nothing is fetched";
            case ArtifactException.TOO_LARGE -> "The file is too large";
            default -> "What arrived is not the file";
        };
    }

    private static String advice(ArtifactException failure) {
        return switch (failure.getCode()) {
            case ArtifactException.EXPIRED -> "Run it again.";
            case ArtifactException.REFUSED ->
                "Name its host in the option artifactHosts if files may come from there." + THEN_DELIVER;
            case ArtifactException.TOO_LARGE ->
                "Raise studio.max-artifact-size in the settings of the server." + THEN_DELIVER;
            default -> "It is fetched again. If that does not help, an operator can deliver it later.";
        };
    }

    private static boolean isAboutContent(String said) {
        return CONTENT.matcher(said).matches();
    }

    private static String wait(@Nullable Duration wait) {
        return wait == null ? "Wait a minute" : "Wait " + Math.max(1, wait.toSeconds()) + " seconds";
    }

    private static @Nullable String words(@Nullable String code, @Nullable String message) {
        if (code == null || message == null || message.contains(code)) {
            return message == null ? code : message;
        }
        return message + " (" + code + ")";
    }
}
