package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.provider.GenerationMapping.ErrorPaths;
import io.camelgenai.provider.GenerationMapping.UsagePaths;
import io.camelgenai.provider.StreamMapping.Frame;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        UsagePaths usage,
        JsonPaths finishReason,
        ErrorPaths error) {

    static final FrameRule IGNORED = of(null);
    static final FrameRule OTHER = of(GenerationEventType.OTHER);

    private static FrameRule of(@Nullable GenerationEventType type) {
        return new FrameRule(
                type, JsonPaths.NONE, JsonPaths.NONE, JsonPaths.NONE, UsagePaths.NONE, JsonPaths.NONE, ErrorPaths.NONE);
    }

    static FrameRule read(DescriptorSection section) {
        FrameRule rule = new FrameRule(
                section.optionalWord("type", GenerationEventType.class),
                section.paths("id"),
                section.paths("text"),
                section.paths("document"),
                UsagePaths.in(section),
                section.paths("finishReason"),
                ErrorPaths.in(section));
        if (rule.type == GenerationEventType.TEXT && !rule.text.isKnown()) {
            throw section.problem("text", "missing: where does the piece of text stand?");
        }
        if (rule.type == null && !rule.document.isKnown()) {
            throw section.problem("type", "missing: a frame needs a type, or a document whose status tells it");
        }
        return rule;
    }

    /** The places of what is read without a tree. */
    List<JsonPath> scalarPaths() {
        return Stream.of(
                        id.alternatives(),
                        text.alternatives(),
                        usage.paths(),
                        finishReason.alternatives(),
                        error.paths())
                .flatMap(List::stream)
                .toList();
    }

    Frame read(String name, @Nullable Long number, ExtractedValues facts, String data) throws JsonProcessingException {
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
