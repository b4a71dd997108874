package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.Usage;
import io.camelgenai.provider.GenerationLayout.ErrorPlaces;
import io.camelgenai.provider.GenerationLayout.UsagePlaces;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each frame of a provider's event stream means.
 *
 * @param kind where in the data the kind of a frame stands, or nowhere where the event line tells it
 * @param sequence where in the data a number stands that grows with each frame, or nowhere
 * @param failure how a frame is recognized that tells a failure, whatever its kind, or null where its kind tells
 * @param end the data of a frame that ends the stream and is not JSON, or null
 * @param frames the meaning of each kind; {@code *} for the kinds that are not listed
 */
public record StreamLayout(
        JsonPaths kind,
        JsonPaths sequence,
        @Nullable Failure failure,
        @Nullable String end,
        Map<String, FrameRule> frames) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANY = "*";
    private static final String IGNORE = "ignore";

    static StreamLayout read(Section section) {
        return new StreamLayout(
                section.paths("kind"),
                section.paths("sequence"),
                section.optionalSection("failure", Failure::read),
                section.optionalText("end"),
                section.entries(
                        "frames",
                        (entry, value) -> value.isTextual() && value.asText().equals(IGNORE)
                                ? FrameRule.IGNORED
                                : entry.section(value, FrameRule::read)));
    }

    /**
     * What a frame says.
     *
     * @param event the event line's type
     * @param data the frame's data
     * @return its meaning, or null for a frame that means nothing
     * @throws JsonProcessingException when the data is not JSON
     */
    public @Nullable Frame interpret(String event, String data) throws JsonProcessingException {
        if (data.equals(end)) {
            return new Frame(event, GenerationEventType.COMPLETED, null, null, null, null, Usage.UNKNOWN, null, null);
        }
        JsonNode document = JSON.readTree(data);
        String told = kind.text(document);
        String name = told == null ? event : told;
        if (failure != null && failure.at().node(document) != null) {
            return new Frame(
                    name,
                    GenerationEventType.FAILED,
                    null,
                    null,
                    null,
                    null,
                    Usage.UNKNOWN,
                    null,
                    failure.error().read(document));
        }
        FrameRule rule = frames.getOrDefault(name, frames.getOrDefault(ANY, FrameRule.OTHER));
        return rule.ignored() ? null : rule.read(name, sequence.integer(document), document);
    }

    /**
     * A frame that tells a failure.
     *
     * @param at where something stands in such a frame only
     * @param error where the error stands
     */
    record Failure(JsonPaths at, ErrorPlaces error) {

        static Failure read(Section section) {
            section.require("at");
            return new Failure(section.paths("at"), ErrorPlaces.in(section));
        }
    }

    /**
     * What one frame says.
     *
     * @param name the provider's name of it
     * @param type what it tells
     * @param number its number in the stream, where the provider counts
     * @param id the generation's id in it
     * @param text the piece of text in it
     * @param document the document about the generation in it
     * @param usage the consumption in it
     * @param finishReason the reason for stopping in it
     * @param error the error in it
     */
    public record Frame(
            String name,
            GenerationEventType type,
            @Nullable Long number,
            @Nullable String id,
            @Nullable String text,
            @Nullable JsonNode document,
            Usage usage,
            @Nullable String finishReason,
            @Nullable GenerationError error) {

        /** Shows name and type, never a text. */
        @Override
        public String toString() {
            return "Frame[" + name + " " + type + "]";
        }
    }

    /**
     * The meaning of one kind of frame.
     *
     * @param type what it tells, or null where the status in its document does
     * @param id where the generation's id stands
     * @param text where a piece of text stands
     * @param document where a document about the generation stands
     * @param usage where the consumption stands
     * @param finishReason where the reason for stopping stands
     * @param error where an error stands
     */
    record FrameRule(
            @Nullable GenerationEventType type,
            JsonPaths id,
            JsonPaths text,
            JsonPaths document,
            UsagePlaces usage,
            JsonPaths finishReason,
            ErrorPlaces error) {

        static final FrameRule IGNORED = of(null);
        static final FrameRule OTHER = of(GenerationEventType.OTHER);

        private static FrameRule of(@Nullable GenerationEventType type) {
            return new FrameRule(
                    type,
                    JsonPaths.NONE,
                    JsonPaths.NONE,
                    JsonPaths.NONE,
                    UsagePlaces.NONE,
                    JsonPaths.NONE,
                    ErrorPlaces.NONE);
        }

        static FrameRule read(Section section) {
            FrameRule rule = new FrameRule(
                    section.optionalWord("type", GenerationEventType.class),
                    section.paths("id"),
                    section.paths("text"),
                    section.paths("document"),
                    UsagePlaces.in(section),
                    section.paths("finishReason"),
                    ErrorPlaces.in(section));
            if (rule.type == GenerationEventType.TEXT && !rule.text.isKnown()) {
                throw section.problem("text", "missing: where does the piece of text stand?");
            }
            if (rule.type == null && !rule.document.isKnown()) {
                throw section.problem("type", "missing: a frame needs a type, or a document whose status tells it");
            }
            return rule;
        }

        boolean ignored() {
            return this == IGNORED;
        }

        Frame read(String name, @Nullable Long number, JsonNode frame) {
            String piece = text.joinedText(frame);
            JsonNode found = document.node(frame);
            return new Frame(
                    name,
                    typeOf(piece),
                    number,
                    id.text(frame),
                    piece,
                    found,
                    usage.read(frame),
                    finishReason.text(frame),
                    error.read(frame));
        }

        /** A frame of text without a text carries something else, such as the arguments of a tool. */
        private GenerationEventType typeOf(@Nullable String piece) {
            if (type == null) {
                return GenerationEventType.STATUS;
            }
            return type == GenerationEventType.TEXT && piece == null ? GenerationEventType.OTHER : type;
        }
    }
}
