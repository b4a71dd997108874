package io.camelgenai.simulator.content;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a prompt asks of the simulator itself, in square brackets; see {@link io.camelgenai.simulator.GenAiSimulator}.
 *
 * @param fail whether the generation is to fail
 * @param failCode the code of that failure; null for the provider's usual one
 * @param reject whether the create is to be refused for its content
 * @param error the error that the create is to be refused with, by code or status; null for none
 * @param cancel whether the generation is to end as cancelled by somebody else
 * @param incomplete whether it is to end incomplete
 * @param tool whether the text is to come after a call of a tool
 * @param comments whether a stream is to have comments between its frames
 * @param trailing whether something is to follow on the end of a stream
 * @param pause whether a stream is to pause in the middle
 * @param tokens how many tokens the text is to have
 * @param takes how long the generation is to take, whatever the pace
 * @param subject the prompt without the markers
 */
public record Directives(
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

    /**
     * Reads a prompt.
     *
     * @param prompt the prompt
     * @return what it asks
     */
    public static Directives of(String prompt) {
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
        return new Directives(
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
