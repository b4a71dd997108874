package io.camelgenai.provider;

import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reasons for which generations finish, and what they mean.
 *
 * @param at the paths of the reason
 * @param completed those that mean success; where there are any, each other one that is not incomplete means that there is no result
 * @param incomplete those that mean that the result is not complete
 * @param failed those that mean that there is no result, where none are listed that mean success
 */
public record FinishReasons(JsonPaths at, Set<String> completed, Set<String> incomplete, Set<String> failed) {

    /**
     * The failed reasons where a descriptor lists none: OpenRouter writes {@code error} where the model failed, and OpenAI and
     * Azure write {@code content_filter} where they withheld the answer.
     */
    private static final Set<String> USUALLY_FAILED = Set.of("error", "content_filter");

    static FinishReasons read(DescriptorSection section) {
        return new FinishReasons(
                section.paths("finishReason"),
                section.texts("completedReasons"),
                section.texts("incompleteReasons"),
                section.has("failedReasons") ? section.texts("failedReasons") : USUALLY_FAILED);
    }

    /** The status of a generation that finished for this reason: a COMPLETED one may be INCOMPLETE, or FAILED. */
    GenerationStatus statusFor(GenerationStatus given, @Nullable String reason) {
        if (given != GenerationStatus.COMPLETED || reason == null) {
            return given;
        }
        if (isListed(incomplete, reason)) {
            return GenerationStatus.INCOMPLETE;
        }
        boolean isFailure = completed.isEmpty() ? isListed(failed, reason) : !isListed(completed, reason);
        return isFailure ? GenerationStatus.FAILED : given;
    }

    /** The error of a generation that finished for this reason, or null where it is no failure. */
    @Nullable
    GenerationError failure(@Nullable String reason) {
        return statusFor(GenerationStatus.COMPLETED, reason) == GenerationStatus.FAILED
                ? new GenerationError(reason, "It finished with the reason " + reason, false)
                : null;
    }

    private static boolean isListed(Set<String> reasons, String reason) {
        String given = normal(reason);
        return reasons.contains(reason)
                || reasons.stream().anyMatch(each -> normal(each).equals(given));
    }

    /** Servers and gateways write {@code content_filter}, {@code content-filter}, {@code contentFilter} and {@code CONTENT_FILTER}. */
    private static String normal(String reason) {
        return reason.replace("_", "").replace(" ", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
