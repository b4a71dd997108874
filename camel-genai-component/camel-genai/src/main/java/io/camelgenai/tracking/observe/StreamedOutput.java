package io.camelgenai.tracking.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.provider.Frame;
import io.camelgenai.provider.FrameAssembler;
import io.camelgenai.provider.GenerationMapping;
import io.camelgenai.provider.JsonText;
import io.camelgenai.provider.StreamMapping;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the frames of a stream bring: the text, collected separately, and the document that they make, with reasoning, tool
 * calls and files. Both are limited, and become part of the state with the terminal event, so that a long text is not copied for
 * each of its pieces. For one thread.
 */
final class StreamedOutput {

    /** One URL, or several without anything between them. */
    private static final Pattern URLS = Pattern.compile("(https?://|data:\\w+/)\\S+");

    private final GenerationMapping mapping;
    private final boolean isText;
    private final long maxChars;
    private final @Nullable FrameAssembler assembler;
    private final StringBuilder text = new StringBuilder();
    private boolean emptyText;
    private boolean others;
    private boolean isResult;

    StreamedOutput(ProviderClient client) {
        StreamMapping stream = client.descriptor().stream();
        this.mapping = client.descriptor().generation();
        this.isText = stream != null && stream.hasText();
        this.assembler = stream == null ? null : stream.assembler();
        this.maxChars = client.settings().limits().maxResponseBytes();
    }

    /** Whether the stream has brought text, reasoning or a tool call. */
    boolean isPresent() {
        return others || !text.isEmpty();
    }

    /** Takes what a frame contains besides its text; to be called before the frame itself is taken. */
    void assemble(Frame frame, String data, Generation of) {
        if (assembler == null || frame.ignored() || !assembler.takes(frame.name())) {
            return;
        }
        try {
            assembler.add(frame, JsonText.tree(data), text.length());
        } catch (JsonProcessingException noDocument) {
            return;
        }
        if (assembler.size() > maxChars) {
            throw tooLong("The content", of);
        }
    }

    /** Takes the piece of text of a frame. */
    void take(Frame frame, Generation of) {
        String piece = frame.text();
        GenerationEventType type = frame.type();
        if (type == GenerationEventType.REASONING || type == GenerationEventType.TOOL_CALL) {
            others = true;
        } else if (piece != null) {
            emptyText = true;
            if (type == GenerationEventType.TEXT) {
                append(piece, of);
            }
        }
    }

    private void append(String piece, Generation of) {
        if (text.length() + piece.length() > maxChars) {
            throw tooLong("The text", of);
        }
        text.append(piece);
    }

    private StreamLimitException tooLong(String what, Generation of) {
        return new StreamLimitException(
                what + " of generation " + of.id() + " is longer than " + maxChars
                        + " characters. Raise the option maxResponseSize if it has to be",
                Where.generation(of.provider(), of.id()),
                null);
    }

    /** Whether this state has less than the stream brought. */
    boolean isMissingIn(Generation state) {
        return isPresent()
                && !hasText(state)
                && state.toolCalls().isEmpty()
                && state.reasoning() == null
                && !isUrlsIn(state);
    }

    /** The frames showed a result: one of nothing but text has a text, and be it an empty one. */
    void markResult() {
        isResult = true;
    }

    /**
     * The state with the output; what the state has itself counts.
     *
     * @param terminal the state, with its terminal status
     * @param fromDocument whether it was read from a document of the provider, and not from frames
     */
    Generation addTo(Generation terminal, boolean fromDocument) {
        JsonNode document = assembled(terminal);
        Generation whole = document == null ? terminal : mapping.withAssembled(document, terminal);
        boolean mayBeEmpty =
                emptyText || (isResult && isText && whole.artifacts().isEmpty());
        boolean isOwn = !hasText(terminal) && (mayBeEmpty || !text.isEmpty()) && !isUrlsIn(whole);
        return whole.with()
                .text(isOwn ? text.toString() : terminal.text())
                .raw(document == null || fromDocument ? terminal.raw() : document)
                .build();
    }

    /**
     * Whether the pieces so far were URLs of the files in this state: some providers stream text and files alike. They need not
     * be the same URLs, since a signed one differs each time.
     */
    boolean isUrlsIn(Generation state) {
        return !state.artifacts().isEmpty() && URLS.matcher(text).matches();
    }

    /** The document that the frames make, or null. Of an answer without content nothing is assembled. */
    private @Nullable JsonNode assembled(Generation terminal) {
        if (assembler == null) {
            return null;
        }
        boolean isAnswer = terminal.id() != null || terminal.finishReason() != null || assembler.hasContent();
        return isAnswer ? assembler.document(text) : null;
    }

    private static boolean hasText(Generation state) {
        return state.text() != null && !state.text().isEmpty();
    }
}
