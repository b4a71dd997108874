package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.provider.GenerationMapping.ErrorPaths;
import io.camelgenai.provider.GenerationMapping.UsagePaths;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of frame is read.
 *
 * @param type the type of the event, or null where the status in the frame's document decides it
 * @param id the paths of the generation's id
 * @param text the paths of a piece of text, or of what the type says
 * @param reasoning the paths of a piece of reasoning, in a frame without text
 * @param toolCalls the paths of pieces of tool calls, in a frame without text
 * @param document the paths of a document about the generation
 * @param usage the paths of the usage
 * @param finishReason the paths of the finish reason
 * @param error the paths of an error
 * @param part where it goes in the assembled document, or null where it has no place in it
 * @param isPlain whether the data is a piece of text itself, and no JSON
 * @param confirms whether the frame says only that the stream is over: the state is asked for
 */
record FrameRule(
        @Nullable GenerationEventType type,
        JsonPaths id,
        JsonPaths text,
        JsonPaths reasoning,
        ToolCallPaths toolCalls,
        JsonPaths document,
        UsagePaths usage,
        JsonPaths finishReason,
        ErrorPaths error,
        @Nullable FramePart part,
        boolean isPlain,
        boolean confirms) {

    /** The value of {@code data} for frames without JSON. */
    private static final String PLAIN = "text";

    static final FrameRule IGNORED = of(null);
    static final FrameRule OTHER = of(GenerationEventType.OTHER);

    /** A frame that is a whole document about the generation. */
    static final FrameRule DOCUMENT = new FrameRule(
            null,
            JsonPaths.NONE,
            JsonPaths.NONE,
            JsonPaths.NONE,
            ToolCallPaths.NONE,
            new JsonPaths(List.of(JsonPath.of(""))),
            UsagePaths.NONE,
            JsonPaths.NONE,
            ErrorPaths.NONE,
            null,
            false,
            false);

    private static FrameRule of(@Nullable GenerationEventType type) {
        return new FrameRule(
                type,
                JsonPaths.NONE,
                JsonPaths.NONE,
                JsonPaths.NONE,
                ToolCallPaths.NONE,
                JsonPaths.NONE,
                UsagePaths.NONE,
                JsonPaths.NONE,
                ErrorPaths.NONE,
                null,
                false,
                false);
    }

    static FrameRule read(DescriptorSection section) {
        FrameRule rule = new FrameRule(
                section.optionalConstant("type", GenerationEventType.class),
                section.paths("id"),
                section.paths("text"),
                section.paths("reasoning"),
                ToolCallPaths.in(section),
                section.paths("document"),
                UsagePaths.in(section),
                section.paths("finishReason"),
                ErrorPaths.in(section),
                section.optionalSection("part", FramePart::read),
                isPlain(section),
                section.flag("confirm"));
        boolean needsText = rule.type == GenerationEventType.TEXT || rule.type == GenerationEventType.REASONING;
        if (rule.isPlain && !needsText) {
            throw section.problem("data", "'text' is for frames of type TEXT or REASONING");
        }
        if (rule.confirms && rule.type != GenerationEventType.COMPLETED) {
            throw section.problem("confirm", "is for frames of type COMPLETED");
        }
        if (needsText && !rule.isPlain && !rule.text.isKnown()) {
            throw section.problem("text", "missing: a frame of type " + rule.type + " needs the path of its text");
        }
        if (rule.type == null && !rule.document.isKnown()) {
            throw section.problem("type", "missing: a frame needs a type, or a document whose status decides it");
        }
        return rule;
    }

    private static boolean isPlain(DescriptorSection section) {
        String data = section.optionalText("data");
        if (data != null && !data.equals(PLAIN)) {
            throw section.problem("data", "expected 'text', for data that is a piece of text and no JSON");
        }
        return data != null;
    }

    /** The frame whose data is a piece of text itself. */
    Frame plain(String name, String data) {
        return Frame.of(name, type == null ? GenerationEventType.TEXT : type, null)
                .with(data);
    }

    /** The paths of the values that are read without a tree. */
    List<JsonPath> scalarPaths() {
        return Stream.of(
                        id.alternatives(),
                        text.alternatives(),
                        reasoning.alternatives(),
                        toolCalls.items().alternatives(),
                        usage.paths(),
                        finishReason.alternatives(),
                        error.paths(),
                        part == null ? List.<JsonPath>of() : part.by().alternatives())
                .flatMap(List::stream)
                .toList();
    }

    Frame read(String name, @Nullable Long number, ExtractedValues values, String data) throws JsonProcessingException {
        if (this == IGNORED) {
            return Frame.ignored(name, number);
        }
        GenerationEventType given = type == null ? GenerationEventType.STATUS : type;
        String piece = text.joinedText(values);
        if (!mayBeOther(given, piece)) {
            return frame(name, given, number, piece, values, data);
        }
        String arguments = toolCalls.piece(values, data);
        if (arguments != null) {
            return frame(name, GenerationEventType.TOOL_CALL, number, arguments, values, data);
        }
        String thought = reasoning.joinedText(values);
        return thought == null || thought.isEmpty()
                ? frame(name, GenerationEventType.OTHER, number, piece, values, data)
                : frame(name, GenerationEventType.REASONING, number, thought, values, data);
    }

    /** A frame of text without one, or with an empty one, has something else, such as a role or the arguments of a tool call. */
    private static boolean mayBeOther(GenerationEventType type, @Nullable String piece) {
        return switch (type) {
            case TEXT, REASONING -> piece == null || piece.isEmpty();
            case OTHER -> true;
            default -> false;
        };
    }

    private Frame frame(
            String name,
            GenerationEventType as,
            @Nullable Long number,
            @Nullable String piece,
            ExtractedValues values,
            String data)
            throws JsonProcessingException {
        return new Frame(
                name,
                as,
                number,
                id.text(values),
                piece,
                document.isKnown() ? document.node(JsonText.tree(data)) : null,
                usage.read(values),
                finishReason.word(values),
                error.read(values),
                false,
                confirms);
    }

    /** A frame of this kind that turned out to be an error. */
    Frame failed(String name, @Nullable Long number, ExtractedValues values, @Nullable GenerationError why) {
        return new Frame(
                name,
                GenerationEventType.FAILED,
                number,
                id.text(values),
                null,
                null,
                usage.read(values),
                finishReason.word(values),
                why,
                false,
                false);
    }
}
