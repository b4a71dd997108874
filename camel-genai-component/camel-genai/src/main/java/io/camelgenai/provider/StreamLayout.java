package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.Usage;
import io.camelgenai.provider.GenerationLayout.ErrorPlaces;
import io.camelgenai.provider.GenerationLayout.UsagePlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each frame of a provider's event stream means. Safe for use by several threads. */
public final class StreamLayout {

    private static final String ANY = "*";
    private static final String IGNORE = "ignore";

    private final JsonPaths kind;
    private final JsonPaths sequence;
    private final @Nullable Failure failure;
    private final @Nullable String end;
    private final Map<String, FrameRule> frames;
    private final FrameRule others;
    private final JsonScan scan;

    /**
     * @param kind where in the data the kind of a frame stands, or nowhere where the event line tells it
     * @param sequence where in the data a number stands that grows with each frame, or nowhere
     * @param failure how a frame is recognized that tells a failure, whatever its kind, or null where its kind tells
     * @param end the data of a frame that ends the stream and is not JSON, or null
     * @param frames the meaning of each kind; {@code *} for the kinds that are not listed
     */
    private StreamLayout(
            JsonPaths kind,
            JsonPaths sequence,
            @Nullable Failure failure,
            @Nullable String end,
            Map<String, FrameRule> frames) {
        this.kind = kind;
        this.sequence = sequence;
        this.failure = failure;
        this.end = end;
        this.frames = frames;
        this.others = frames.getOrDefault(ANY, FrameRule.OTHER);
        List<JsonPath> wanted = new ArrayList<>();
        wanted.addAll(kind.alternatives());
        wanted.addAll(sequence.alternatives());
        if (failure != null) {
            wanted.addAll(failure.at().alternatives());
            wanted.addAll(failure.error().places());
        }
        frames.values().forEach(rule -> wanted.addAll(rule.scalars()));
        this.scan = new JsonScan(wanted);
    }

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

    /** Whether the provider numbers its frames. */
    boolean isNumbered() {
        return sequence.isKnown();
    }

    /** Reads the frames of one stream. */
    public FrameReader reader() {
        return new FrameReader(this);
    }

    /**
     * What a frame says.
     *
     * @param event the event line's type
     * @param data the frame's data
     * @return its meaning
     * @throws JsonProcessingException when the data is not JSON
     */
    public Frame interpret(String event, String data) throws JsonProcessingException {
        return reader().read(event, data);
    }

    /** Whether these data are the marker that ends the stream. */
    boolean isEnd(String data) {
        return data.equals(end);
    }

    /** Finds in a frame what can be asked for. */
    JsonScan scan() {
        return scan;
    }

    Frame interpret(String event, String data, Facts facts) throws JsonProcessingException {
        String told = kind.text(facts);
        String name = told == null ? event : told;
        if (failure != null && failure.at().isIn(facts)) {
            return Frame.of(name, GenerationEventType.FAILED, failure.error().read(facts));
        }
        return rule(name).read(name, sequence.integer(facts), facts, data);
    }

    private FrameRule rule(String name) {
        return frames.getOrDefault(name, others);
    }

    /** The one place that this frame's text was read from, if nothing else is read from there; otherwise null. */
    @Nullable
    JsonPath textPlace(Frame frame, Facts facts) {
        FrameRule rule = rule(frame.name());
        JsonPath place = rule.text().alternatives().stream()
                .filter(each -> facts.joinedText(each) != null)
                .findFirst()
                .orElse(null);
        if (place == null || place.isMany() || rule.document().isKnown()) {
            return null;
        }
        Stream<JsonPath> others = Stream.concat(
                Stream.of(kind, sequence, failure == null ? JsonPaths.NONE : failure.at())
                        .flatMap(each -> each.alternatives().stream()),
                rule.scalars().stream());
        return others.anyMatch(each -> each != place && each.mayMeet(place)) ? null : place;
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
     * @param ignored whether it is a mere sign of life
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
            @Nullable GenerationError error,
            boolean ignored) {

        static Frame of(String name, GenerationEventType type, @Nullable GenerationError error) {
            return new Frame(name, type, null, null, null, null, Usage.UNKNOWN, null, error, false);
        }

        /** The same frame with another text. */
        Frame with(String otherText) {
            return new Frame(name, type, number, id, otherText, document, usage, finishReason, error, ignored);
        }

        static Frame ignored(String name, @Nullable Long number) {
            return new Frame(
                    name, GenerationEventType.OTHER, number, null, null, null, Usage.UNKNOWN, null, null, true);
        }

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

        /** The places of what is read without a tree. */
        List<JsonPath> scalars() {
            return Stream.of(
                            id.alternatives(),
                            text.alternatives(),
                            usage.places(),
                            finishReason.alternatives(),
                            error.places())
                    .flatMap(List::stream)
                    .toList();
        }

        Frame read(String name, @Nullable Long number, Facts facts, String data) throws JsonProcessingException {
            if (this == IGNORED) {
                return Frame.ignored(name, number);
            }
            String piece = text.joinedText(facts);
            return new Frame(
                    name,
                    typeOf(piece),
                    number,
                    id.text(facts),
                    piece,
                    document.isKnown() ? document.node(JsonText.tree(data)) : null,
                    usage.read(facts),
                    finishReason.text(facts),
                    error.read(facts),
                    false);
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
