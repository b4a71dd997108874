package io.camelgenai.benchmarks.server;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * The frames of a chat completion, as OpenAI and the servers that speak like it write them: about 210 bytes for each piece
 * of text. Most pieces are plain; some hold what JSON escapes, or more than ASCII.
 */
public final class ChatFrames {

    /** The pieces of a text, over and over. */
    private static final String[] PIECES = {
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
        "."
    };

    private static final String HEAD = "data: {\"id\":\"chatcmpl-B9MHDbslf8fG\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1741569952,\"model\":\"gpt-4o-mini\",\"system_fingerprint\":\"fp_b705f0c291\",\"choices\":[";

    private ChatFrames() {}

    /** The piece of text in the frame of this number, from 0. */
    public static String text(int number) {
        return PIECES[number % PIECES.length];
    }

    /** How many characters so many frames hold in all. */
    public static long characters(int frames) {
        return IntStream.range(0, frames)
                .mapToLong(frame -> text(frame).length())
                .sum();
    }

    /** The first frame: who speaks. */
    static byte[] role() {
        return choice("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    }

    /** A frame with a piece of text. */
    static byte[] token(String text) {
        return choice(
                "{\"content\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"}", "null");
    }

    /** The last three frames: why it ended, what it used, and the marker. */
    static byte[][] end(int frames) {
        return new byte[][] {
            choice("{}", "\"stop\""),
            bytes(HEAD + "],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":" + frames + ",\"total_tokens\":"
                    + (frames + 9) + "}}\n\n"),
            bytes("data: [DONE]\n\n")
        };
    }

    private static byte[] choice(String delta, String finishReason) {
        return bytes(HEAD + "{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finishReason
                + "}]}\n\n");
    }

    private static byte[] bytes(String frame) {
        return frame.getBytes(StandardCharsets.UTF_8);
    }
}
