package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a provider's document about a generation is read.
 *
 * @param id where the id stands
 * @param model where the model stands
 * @param status where the provider's word for the status stands
 * @param words what each of these words means
 * @param completedBy where something stands in a document that is complete, for providers without a status
 * @param expiredWords the words that mean that the provider let it expire
 * @param progress where the progress stands, from 0 to 1
 * @param text where the text stands; several places are joined
 * @param createdAt where the moment of acceptance stands
 * @param completedAt where the moment of the end stands
 * @param artifacts where the files stand
 * @param usage where the consumption stands
 * @param finishReason where the reason for stopping stands
 * @param cutReasons the reasons that mean that a result is not whole
 * @param error where an error stands
 */
public record GenerationMapping(
        JsonPaths id,
        JsonPaths model,
        JsonPaths status,
        Map<String, GenerationStatus> words,
        JsonPaths completedBy,
        Set<String> expiredWords,
        JsonPaths progress,
        JsonPaths text,
        JsonPaths createdAt,
        JsonPaths completedAt,
        ArtifactPaths artifacts,
        UsagePaths usage,
        JsonPaths finishReason,
        Set<String> incompleteReasons,
        ErrorPaths error) {

    static GenerationMapping read(DescriptorSection section, Map<String, GenerationStatus> words) {
        return new GenerationMapping(
                section.paths("id"),
                section.paths("model"),
                section.paths("status"),
                words,
                section.paths("completedBy"),
                section.words("expiredWords"),
                section.paths("progress"),
                section.paths("text"),
                section.paths("createdAt"),
                section.paths("completedAt"),
                Objects.requireNonNullElse(
                        section.optionalSection("artifacts", ArtifactPaths::read), ArtifactPaths.NONE),
                UsagePaths.in(section),
                section.paths("finishReason"),
                section.renamed("cutReasons", "incompleteReasons").words("incompleteReasons"),
                ErrorPaths.in(section));
    }

    /** Whether these documents hold the text of a generation. */
    public boolean holdsText() {
        return text.isKnown();
    }

    /** The id in this document, or null. */
    public @Nullable String idIn(JsonNode document) {
        return idIn(ExtractedValues.of(document));
    }

    private @Nullable String idIn(ExtractedValues document) {
        String found = id.text(document);
        return found == null || found.isBlank() ? null : found;
    }

    /** What this document says, on top of what was known before it. */
    public Generation read(JsonNode document, Generation before) {
        ExtractedValues facts = ExtractedValues.of(document);
        String word = status.text(facts);
        String reason = orElse(finishReason.text(facts), before.finishReason());
        List<Artifact> files = artifacts.read(document);
        GenerationStatus stands = afterReason(statusIn(facts, word, before), reason);
        GenerationError told = orElse(error.read(facts), before.error());
        return before.with()
                .id(orElse(idIn(facts), before.id()))
                .model(orElse(model.text(facts), before.model()))
                .status(stands)
                .providerStatus(orElse(word, before.providerStatus()))
                .progress(orElse(progress.fraction(facts), before.progress()))
                .text(orElse(text.joinedText(facts), before.text()))
                .artifacts(files.isEmpty() ? before.artifacts() : files)
                .usage(usage.read(facts).orElse(before.usage()))
                .finishReason(reason)
                .error(told == null && stands == GenerationStatus.FAILED ? unexplained(word) : told)
                .createdAt(orElse(createdAt.instant(facts), before.createdAt()))
                .completedAt(orElse(completedAt.instant(facts), before.completedAt()))
                .raw(document)
                .build();
    }

    private GenerationError unexplained(@Nullable String word) {
        return word != null && expiredWords.contains(word)
                ? new GenerationError(GenerationError.EXPIRED, "The provider let it expire", true)
                : GenerationError.UNSPECIFIED;
    }

    /** What a generation that completed is, given why it stopped. */
    public GenerationStatus afterReason(GenerationStatus told, @Nullable String reason) {
        boolean cut = told == GenerationStatus.COMPLETED && reason != null && incompleteReasons.contains(reason);
        return cut ? GenerationStatus.INCOMPLETE : told;
    }

    private GenerationStatus statusIn(ExtractedValues document, @Nullable String word, Generation before) {
        if (word != null) {
            return words.getOrDefault(word, GenerationStatus.UNRECOGNIZED);
        }
        return completedBy.isPresentIn(document) ? GenerationStatus.COMPLETED : before.status();
    }

    private static <T> @Nullable T orElse(@Nullable T value, @Nullable T other) {
        return value != null ? value : other;
    }

    /**
     * Where files stand.
     *
     * @param each the place of each file
     * @param url where, from there, the URL stands; empty where the place itself is the URL
     * @param format where, from there, the format or the media type stands
     */
    record ArtifactPaths(JsonPaths items, JsonPaths url, JsonPaths format) {

        private static final Pattern FILE_ENDING = Pattern.compile("^[^?#]*\\.([a-z0-9]{2,4})(?:[?#]|$)");

        static final ArtifactPaths NONE = new ArtifactPaths(JsonPaths.NONE, JsonPaths.NONE, JsonPaths.NONE);

        static ArtifactPaths read(DescriptorSection section) {
            section.renamed("each", "items").require("items");
            section.require("url");
            return new ArtifactPaths(section.paths("items"), section.paths("url"), section.paths("format"));
        }

        List<Artifact> read(JsonNode document) {
            List<Artifact> files = new ArrayList<>();
            for (JsonNode place : items.all(document)) {
                for (JsonNode file : place.isArray() ? place : List.of(place)) {
                    ExtractedValues facts = ExtractedValues.of(file);
                    String address = url.text(facts);
                    if (address != null) {
                        files.add(new Artifact(address, shortForm(format.text(facts), address)));
                    }
                }
            }
            return files;
        }

        /** {@code image/png} and {@code png} are one format; where none is told, the name of the file may tell. */
        private static @Nullable String shortForm(@Nullable String told, String address) {
            if (told != null) {
                return told.substring(told.lastIndexOf('/') + 1);
            }
            Matcher ending = FILE_ENDING.matcher(address);
            return ending.find() ? ending.group(1) : null;
        }
    }

    /**
     * Where the consumption stands.
     *
     * @param inputTokens tokens read
     * @param outputTokens tokens written
     * @param costUsd the price in US dollars
     */
    record UsagePaths(JsonPaths inputTokens, JsonPaths outputTokens, JsonPaths costUsd) {

        static final UsagePaths NONE = new UsagePaths(JsonPaths.NONE, JsonPaths.NONE, JsonPaths.NONE);

        /** What stands under {@code usage} there. */
        static UsagePaths in(DescriptorSection section) {
            return Objects.requireNonNullElse(section.optionalSection("usage", UsagePaths::read), NONE);
        }

        private static UsagePaths read(DescriptorSection section) {
            return new UsagePaths(
                    section.paths("inputTokens"), section.paths("outputTokens"), section.paths("costUsd"));
        }

        List<JsonPath> paths() {
            return Stream.of(inputTokens, outputTokens, costUsd)
                    .flatMap(each -> each.alternatives().stream())
                    .toList();
        }

        Usage read(ExtractedValues document) {
            Long in = inputTokens.integer(document);
            Long out = outputTokens.integer(document);
            BigDecimal cost = costUsd.decimal(document);
            return in == null && out == null && cost == null ? Usage.UNKNOWN : new Usage(in, out, cost);
        }
    }

    /**
     * Where an error stands.
     *
     * @param code its code
     * @param message its sentence
     * @param retryable the codes that a later try may not meet again
     */
    record ErrorPaths(JsonPaths code, JsonPaths message, Set<String> retryable) {

        static final ErrorPaths NONE = new ErrorPaths(JsonPaths.NONE, JsonPaths.NONE, Set.of());

        /** What stands under {@code error} there. */
        static ErrorPaths in(DescriptorSection section) {
            return Objects.requireNonNullElse(section.optionalSection("error", ErrorPaths::read), NONE);
        }

        private static ErrorPaths read(DescriptorSection section) {
            return new ErrorPaths(section.paths("code"), section.paths("message"), section.words("retryable"));
        }

        List<JsonPath> paths() {
            return Stream.of(code, message)
                    .flatMap(each -> each.alternatives().stream())
                    .toList();
        }

        @Nullable
        GenerationError read(ExtractedValues document) {
            String told = code.text(document);
            String sentence = message.text(document);
            return told == null && sentence == null
                    ? null
                    : new GenerationError(told, sentence, told != null && retryable.contains(told));
        }
    }
}
