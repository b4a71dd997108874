package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.Usage;
import io.camelgenai.provider.GenerationMapping.ErrorPaths;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each frame of a provider's event stream means. Safe for use by several threads. */
public final class StreamMapping {

    private static final String ANY = "*";
    private static final String IGNORE = "ignore";

    private final JsonPaths kind;
    private final JsonPaths sequence;
    private final @Nullable Failure failure;
    private final @Nullable String end;
    private final Map<String, FrameRule> frames;
    private final FrameRule others;
    private final JsonScanner scan;
    private final Map<FrameRule, List<JsonPath>> exclusiveTextPaths = new IdentityHashMap<>();

    /**
     * @param kind where in the data the kind of a frame stands, or nowhere where the event line tells it
     * @param sequence where in the data a number stands that grows with each frame, or nowhere
     * @param failure how a frame is recognized that tells a failure, whatever its kind, or null where its kind tells
     * @param end the data of a frame that ends the stream and is not JSON, or null
     * @param frames the meaning of each kind; {@code *} for the kinds that are not listed
     */
    private StreamMapping(
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
            wanted.addAll(failure.error().paths());
        }
        frames.values().forEach(rule -> wanted.addAll(rule.scalarPaths()));
        this.scan = new JsonScanner(wanted);
        frames.values().forEach(rule -> exclusiveTextPaths.put(rule, exclusiveTextPaths(rule)));
    }

    static StreamMapping read(DescriptorSection section) {
        return new StreamMapping(
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
    JsonScanner scan() {
        return scan;
    }

    Frame interpret(String event, String data, ExtractedValues facts) throws JsonProcessingException {
        String told = kind.text(facts);
        String name = told == null ? event : told;
        if (failure != null && failure.at().isPresentIn(facts)) {
            return Frame.of(name, GenerationEventType.FAILED, failure.error().read(facts));
        }
        return rule(name).read(name, sequence.integer(facts), facts, data);
    }

    private FrameRule rule(String name) {
        return frames.getOrDefault(name, others);
    }

    /** The one place that this frame's text was read from, if nothing else is read from there; otherwise null. */
    @Nullable
    JsonPath textPath(Frame frame, ExtractedValues facts) {
        FrameRule rule = rule(frame.name());
        List<JsonPath> places = rule.text().alternatives();
        for (int i = 0; i < places.size(); i++) {
            if (facts.joinedText(places.get(i)) != null) {
                return exclusiveTextPaths.getOrDefault(rule, List.of()).contains(places.get(i)) ? places.get(i) : null;
            }
        }
        return null;
    }

    /** The places of this rule's text from which nothing else is read. */
    private List<JsonPath> exclusiveTextPaths(FrameRule rule) {
        if (rule.document().isKnown()) {
            return List.of();
        }
        List<JsonPath> read = Stream.concat(
                        Stream.of(kind, sequence, failure == null ? JsonPaths.NONE : failure.at())
                                .flatMap(each -> each.alternatives().stream()),
                        rule.scalarPaths().stream())
                .toList();
        return rule.text().alternatives().stream()
                .filter(place -> !place.hasWildcard()
                        && read.stream().noneMatch(each -> each != place && each.mayOverlap(place)))
                .toList();
    }

    /**
     * A frame that tells a failure.
     *
     * @param at where something stands in such a frame only
     * @param error where the error stands
     */
    record Failure(JsonPaths at, ErrorPaths error) {

        static Failure read(DescriptorSection section) {
            section.require("at");
            return new Failure(section.paths("at"), ErrorPaths.in(section));
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
}
