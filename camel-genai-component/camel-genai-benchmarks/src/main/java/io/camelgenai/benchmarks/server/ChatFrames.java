package io.camelgenai.benchmarks.server;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The frames of a chat completion, as vLLM and many OpenAI-compatible servers write them: about 210 bytes for each piece of
 * text. Most pieces are plain; some contain characters that JSON escapes, or that are not ASCII.
 */
public final class ChatFrames {

    /** The pieces of the text, which are repeated. */
    private static final List<String> PIECES = List.of(
            "The",
            " light",
            "house",
            " stands",
            " in",
            " the",
            " fog",
            ",",
            " as",
            " it",
            " has",
            " for",
            " years",
            ".\n",
            "Its",
            " keeper",
            " says",
            ":",
            " \"",
            "Wait",
            " for",
            " the",
            " morning",
            "\"",
            " \u2013",
            " and",
            " na\u00efve",
            " ships",
            " do",
            ".");

    private static final int CREATED = 1741569952;

    private final long id;
    private final String head;

    /** @param id the completion's id, up to 16 digits */
    ChatFrames(long id) {
        this.id = id;
        head = head(CREATED);
    }

    private String head(int created) {
        return "data: {\"id\":\"chatcmpl-" + String.format("%016d", id)
                + "\",\"object\":\"chat.completion.chunk\",\"created\":" + created
                + ",\"model\":\"gpt-4o-mini\",\"choices\":[";
    }

    /** The piece of text in the frame with this number, from 0. */
    public static String text(int number) {
        return PIECES.get(number % PIECES.size());
    }

    /** The total number of characters in this number of frames. */
    public static long characters(int frames) {
        return IntStream.range(0, frames)
                .mapToLong(frame -> text(frame).length())
                .sum();
    }

    /** The first frame, with the role. */
    byte[] role() {
        return choice("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    }

    /** A frame with a piece of text. */
    byte[] token(String text) {
        return choice(delta(text), "null");
    }

    /** A frame with a piece of text and a date of its own. */
    byte[] numbered(String text, int number) {
        return choice(head(CREATED + number), delta(text), "null");
    }

    private static String delta(String text) {
        return "{\"content\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"}";
    }

    /** The last three frames: the finish reason, the usage, and the end marker. */
    List<byte[]> end(int tokens) {
        return List.of(
                choice("{}", "\"stop\""),
                bytes(head + "],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":" + tokens + ",\"total_tokens\":"
                        + (tokens + 9) + "}}\n\n"),
                bytes("data: [DONE]\n\n"));
    }

    private byte[] choice(String delta, String finishReason) {
        return choice(head, delta, finishReason);
    }

    private static byte[] choice(String head, String delta, String finishReason) {
        return bytes(head + "{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finishReason
                + "}]}\n\n");
    }

    private static byte[] bytes(String frame) {
        return frame.getBytes(StandardCharsets.UTF_8);
    }
}
