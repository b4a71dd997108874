package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a provider's document about a generation is read.
 *
 * @param id the paths of the id; none where the provider gives no ids
 * @param model the paths of the model
 * @param status the paths of the provider's word for the status
 * @param words the status that each of these words means
 * @param completedBy the paths of a value that only a completed document has, for providers without a status; false is none
 * @param expiredWords the status words that mean that the provider let the generation expire
 * @param goneWords the status words that mean that the provider does not know the generation, as 404 does
 * @param progress the paths of the progress, from 0 to 1
 * @param queuePosition the paths of the place in the provider's queue
 * @param output the paths of what it brought
 * @param createdAt the paths of the time of acceptance
 * @param completedAt the paths of the time of completion; one of a document that is not terminal is the time of something else
 * @param usage the paths of the usage
 * @param requests the paths of the numbers of requests, where a generation is a batch
 * @param reasons the finish reasons
 * @param error the paths of an error
 */
public record GenerationMapping(
        JsonPaths id,
        JsonPaths model,
        JsonPaths status,
        Map<String, GenerationStatus> words,
        JsonPaths completedBy,
        Set<String> expiredWords,
        Set<String> goneWords,
        JsonPaths progress,
        JsonPaths queuePosition,
        OutputPaths output,
        JsonPaths createdAt,
        JsonPaths completedAt,
        UsagePaths usage,
        RequestCounts requests,
        FinishReasons reasons,
        ErrorPaths error) {

    private static final String NO_ID = "none";

    static GenerationMapping read(DescriptorSection section, Map<String, GenerationStatus> words) {
        section.renamed("cutReasons", "incompleteReasons");
        return new GenerationMapping(
                idPaths(section),
                section.paths("model"),
                section.paths("status"),
                words,
                section.paths("completedBy"),
                section.texts("expiredWords"),
                section.texts("goneWords"),
                section.numberPaths("progress"),
                section.paths("queuePosition"),
                OutputPaths.read(section),
                section.numberPaths("createdAt"),
                section.numberPaths("completedAt"),
                UsagePaths.in(section),
                RequestCounts.in(section),
                FinishReasons.read(section),
                ErrorPaths.in(section));
    }

    private static JsonPaths idPaths(DescriptorSection section) {
        DescriptorValue id = section.optional("id");
        if (id == null) {
            throw section.problem(
                    "id", "missing: the path of the id in each document; or 'none' where the provider gives no ids");
        }
        return id.is(NO_ID) ? JsonPaths.NONE : id.jsonPaths();
    }

    /** Whether the provider gives ids. */
    public boolean hasIds() {
        return id.isKnown();
    }

    /** Whether a generation may have files. */
    public boolean hasArtifacts() {
        return output.artifacts().isKnown();
    }

    /** Whether the files at the provider's own origin are fetched with the key. */
    public boolean artifactsNeedKey() {
        return output.artifacts().withKey();
    }

    /** Whether the documents contain the text of a generation. */
    public boolean hasText() {
        return output.text().isKnown();
    }

    /** The keys that are described, and of which this terminal generation has no value. */
    public List<String> lacking(Generation generation) {
        return Stream.of(
                        output.lacking(generation),
                        lacking("usage", usage.isKnown() && generation.usage().equals(Usage.UNKNOWN)),
                        lacking("finishReason", reasons.at().isKnown() && generation.finishReason() == null),
                        lacking("createdAt", createdAt.isKnown() && generation.createdAt() == null),
                        lacking("completedAt", completedAt.isKnown() && generation.completedAt() == null))
                .flatMap(keys -> keys)
                .toList();
    }

    static Stream<String> lacking(String key, boolean lacks) {
        return lacks ? Stream.of(key) : Stream.of();
    }

    /** Adds reasoning, tool calls and artifacts of a document that was assembled from a stream, where the state has none. */
    public Generation withAssembled(JsonNode document, Generation state) {
        return output.addMissing(state, document);
    }

    /** Whether a document can show that the generation succeeded. */
    boolean mayComplete() {
        return completedBy.isKnown() || (status.isKnown() && words.containsValue(GenerationStatus.COMPLETED));
    }

    /** The id in this document, or null. */
    public @Nullable String idIn(JsonNode document) {
        return idIn(ExtractedValues.of(document));
    }

    /** The word by which this document says that the provider does not know the generation, or null. */
    public @Nullable String goneWordIn(JsonNode document) {
        String word = goneWords.isEmpty() ? null : status.text(ExtractedValues.of(document));
        return word != null && goneWords.contains(word) ? word : null;
    }

    /** Adds the content of a document to the state that was known before. */
    public Generation read(JsonNode document, Generation before) {
        ExtractedValues values = ExtractedValues.of(document);
        String word = status.text(values);
        String reason = orElse(reasons.at().word(values), before.finishReason());
        boolean complete = word == null && completedBy.isTrueIn(values);
        GenerationError found = errorIn(document, values, complete);
        GenerationStatus now = statusFor(statusIn(word, complete, found, before), reason);
        Generation state = output.addTo(before, document, now)
                .id(orElse(idIn(values), before.id()))
                .model(orElse(model.text(values), before.model()))
                .status(now)
                .providerStatus(orElse(word, before.providerStatus()))
                .progress(orElse(progress.fraction(values), before.progress()))
                .queuePosition(now.isTerminal() ? null : position(queuePosition.integer(values)))
                .usage(usage.read(values).orElse(before.usage()))
                .finishReason(reason)
                .error(errorOf(now, word, reason, document, orElse(found, errorBefore(now, before))))
                .createdAt(orElse(createdAt.instant(values), before.createdAt()))
                .completedAt(now.isTerminal() ? orElse(completedAt.instant(values), before.completedAt()) : null)
                .raw(document)
                .build();
        return requests.addTo(state, values);
    }

    private static @Nullable Integer position(@Nullable Long found) {
        return found == null || found < 0 || found > Integer.MAX_VALUE ? null : Integer.valueOf(found.intValue());
    }

    /** A document without a status is judged by what it contains. */
    private @Nullable GenerationError errorIn(JsonNode document, ExtractedValues values, boolean complete) {
        GenerationError own = error.read(values);
        return own == null && (complete || words.isEmpty()) ? ErrorReader.in(document) : own;
    }

    /** The error of an earlier state may be the reason of a failure; it is none of a result. */
    private static @Nullable GenerationError errorBefore(GenerationStatus now, Generation before) {
        return now.isTerminal() && now != GenerationStatus.FAILED ? null : before.error();
    }

    /** The status of a generation that finished for this reason: a COMPLETED one may be INCOMPLETE, or FAILED. */
    public GenerationStatus statusFor(GenerationStatus given, @Nullable String reason) {
        return reasons.statusFor(given, reason);
    }

    /** The error of a generation that finished for this reason, or null where it is no failure. */
    public @Nullable GenerationError failure(@Nullable String reason) {
        return reasons.failure(reason);
    }

    private GenerationStatus statusIn(
            @Nullable String word, boolean complete, @Nullable GenerationError found, Generation before) {
        if (word != null) {
            return words.getOrDefault(word, GenerationStatus.UNRECOGNIZED);
        }
        if (found != null && (complete || words.isEmpty())) {
            return GenerationStatus.FAILED;
        }
        return complete ? GenerationStatus.COMPLETED : before.status();
    }

    private @Nullable GenerationError errorOf(
            GenerationStatus now,
            @Nullable String word,
            @Nullable String reason,
            JsonNode document,
            @Nullable GenerationError found) {
        boolean isExpired = word != null && expiredWords.contains(word);
        if (now == GenerationStatus.FAILED && isExpired && found != null && found.code() == null) {
            return new GenerationError(GenerationError.EXPIRED, found.message(), true);
        }
        if (now != GenerationStatus.FAILED || (found != null && found.message() != null)) {
            return found;
        }
        GenerationError reported = ErrorReader.beside(document);
        if (reported.message() != null) {
            return error.of(found == null ? reported.code() : found.code(), reported.message());
        }
        GenerationError byReason = failure(reason);
        if (found != null || byReason != null) {
            return orElse(found, byReason);
        }
        return isExpired
                ? new GenerationError(GenerationError.EXPIRED, "The provider let it expire", true)
                : GenerationError.UNSPECIFIED;
    }

    private @Nullable String idIn(ExtractedValues values) {
        String found = id.text(values);
        return found == null || found.isBlank() ? null : found;
    }

    private static <T> @Nullable T orElse(@Nullable T value, @Nullable T other) {
        return value != null ? value : other;
    }

    /**
     * The paths of the usage.
     *
     * @param inputTokens the paths of the tokens read
     * @param outputTokens the paths of the tokens written
     * @param costUsd the paths of the price in US dollars
     */
    record UsagePaths(JsonPaths inputTokens, JsonPaths outputTokens, JsonPaths costUsd) {

        /** More than any model reads or writes for one generation. */
        private static final long MAX_TOKENS = 1_000_000_000_000L;

        /** More than any generation costs: a larger number is in another unit, such as ticks. */
        private static final BigDecimal MAX_USD = BigDecimal.valueOf(100_000);

        static final UsagePaths NONE = new UsagePaths(JsonPaths.NONE, JsonPaths.NONE, JsonPaths.NONE);

        /** The paths under the key {@code usage} of this section. */
        static UsagePaths in(DescriptorSection section) {
            return Objects.requireNonNullElse(section.optionalSection("usage", UsagePaths::read), NONE);
        }

        private static UsagePaths read(DescriptorSection section) {
            return new UsagePaths(
                    section.numberPaths("inputTokens"),
                    section.numberPaths("outputTokens"),
                    section.numberPaths("costUsd"));
        }

        boolean isKnown() {
            return inputTokens.isKnown() || outputTokens.isKnown() || costUsd.isKnown();
        }

        List<JsonPath> paths() {
            return Stream.of(inputTokens, outputTokens, costUsd)
                    .flatMap(paths -> paths.alternatives().stream())
                    .toList();
        }

        Usage read(ExtractedValues values) {
            Long in = count(inputTokens.integer(values));
            Long out = count(outputTokens.integer(values));
            BigDecimal cost = price(costUsd.decimal(values));
            return in == null && out == null && cost == null ? Usage.UNKNOWN : new Usage(in, out, cost);
        }

        private static @Nullable Long count(@Nullable Long tokens) {
            return tokens == null || tokens < 0 || tokens > MAX_TOKENS ? null : tokens;
        }

        private static @Nullable BigDecimal price(@Nullable BigDecimal usd) {
            return usd == null || usd.signum() < 0 || usd.compareTo(MAX_USD) > 0 ? null : usd;
        }
    }

    /**
     * The paths of an error.
     *
     * @param code the paths of its code
     * @param message the paths of its message
     * @param retryable the codes of errors that may pass
     */
    record ErrorPaths(JsonPaths code, JsonPaths message, Set<String> retryable) {

        static final ErrorPaths NONE = new ErrorPaths(JsonPaths.NONE, JsonPaths.NONE, Set.of());

        /** The paths under the key {@code error} of this section. */
        static ErrorPaths in(DescriptorSection section) {
            return Objects.requireNonNullElse(section.optionalSection("error", ErrorPaths::read), NONE);
        }

        private static ErrorPaths read(DescriptorSection section) {
            return new ErrorPaths(section.paths("code"), section.paths("message"), section.texts("retryable"));
        }

        List<JsonPath> paths() {
            return Stream.of(code, message)
                    .flatMap(paths -> paths.alternatives().stream())
                    .toList();
        }

        @Nullable
        GenerationError read(ExtractedValues values) {
            String errorCode = code.text(values);
            String text = message.text(values);
            boolean isNone = ErrorReader.isNone(errorCode) && (errorCode != null || ErrorReader.isNone(text));
            return isNone ? null : of(errorCode, text);
        }

        GenerationError of(@Nullable String errorCode, @Nullable String text) {
            return new GenerationError(errorCode, text, errorCode != null && retryable.contains(errorCode));
        }
    }
}
