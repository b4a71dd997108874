package io.camelgenai.simulator.content;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The markers in a prompt, in square brackets, with which it asks the simulator for an outcome; {@link
 * io.camelgenai.simulator.GenAiSimulator} lists them.
 *
 * @param fail whether the generation fails
 * @param failCode the error code of that failure; null for the provider's default
 * @param reject whether the create is rejected for its content
 * @param error the error that the create is rejected with, a code or an HTTP status; null for none
 * @param cancel whether the generation ends as canceled by somebody else
 * @param incomplete whether it ends as incomplete
 * @param tool whether a tool call precedes the text
 * @param comments whether a stream has comments between its frames
 * @param trailing whether a stream has a frame after its terminal event
 * @param pause whether a stream pauses in the middle
 * @param tokens how many tokens the text has; empty for the default
 * @param takes how long the generation takes, regardless of the pace; null for the default
 * @param subject the prompt without the markers
 */
public record PromptMarkers(
        boolean fail,
        @Nullable String failCode,
        boolean reject,
        @Nullable String error,
        boolean cancel,
        boolean incomplete,
        boolean tool,
        boolean comments,
        boolean trailing,
        boolean pause,
        OptionalInt tokens,
        @Nullable Duration takes,
        String subject) {
    private static final Pattern MARKER =
            Pattern.compile("\\[(?:(fail|reject|cancel|incomplete|tool|comments|trailing|pause)"
                    + "|(fail|error) ([A-Za-z0-9_]{1,60})|(tokens) (\\d{1,6})|(takes) (\\d{1,6}(?:\\.\\d{1,3})?)s)]");

    /** Returns the same markers without a number of tokens. */
    public PromptMarkers withoutTokens() {
        return new PromptMarkers(
                fail,
                failCode,
                reject,
                error,
                cancel,
                incomplete,
                tool,
                comments,
                trailing,
                pause,
                OptionalInt.empty(),
                takes,
                subject);
    }

    /** Parses a prompt. */
    public static PromptMarkers of(String prompt) {
        Map<String, String> found = new HashMap<>();
        Matcher marker = MARKER.matcher(prompt);
        while (marker.find()) {
            for (int group = 2; group < marker.groupCount(); group += 2) {
                if (marker.group(group) != null) {
                    found.put(marker.group(group), marker.group(group + 1));
                }
            }
            if (marker.group(1) != null) {
                found.putIfAbsent(marker.group(1), "");
            }
        }
        String failCode = found.getOrDefault("fail", "");
        String tokens = found.get("tokens");
        String takes = found.get("takes");
        return new PromptMarkers(
                found.containsKey("fail"),
                failCode.isEmpty() ? null : failCode,
                found.containsKey("reject"),
                found.get("error"),
                found.containsKey("cancel"),
                found.containsKey("incomplete"),
                found.containsKey("tool"),
                found.containsKey("comments"),
                found.containsKey("trailing"),
                found.containsKey("pause"),
                tokens == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(tokens)),
                takes == null ? null : Duration.ofMillis(Math.round(Double.parseDouble(takes) * 1000)),
                MARKER.matcher(prompt).replaceAll("").strip());
    }
}
