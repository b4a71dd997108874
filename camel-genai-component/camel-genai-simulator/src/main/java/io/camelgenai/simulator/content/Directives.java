package io.camelgenai.simulator.content;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a prompt asks of the simulator itself, in square brackets; see {@link io.camelgenai.simulator.GenAiSimulator}.
 *
 * @param fail whether the generation is to fail
 * @param reject whether the create is to be refused
 * @param pause whether a stream is to pause in the middle
 * @param tokens how many tokens the text is to have
 * @param takes how long the generation is to take, whatever the pace
 * @param subject the prompt without the markers
 */
public record Directives(
        boolean fail,
        boolean reject,
        boolean pause,
        OptionalInt tokens,
        @Nullable Duration takes,
        String subject) {
    private static final Pattern MARKER =
            Pattern.compile("\\[(?:(fail)|(reject)|(pause)|tokens (\\d{1,6})|takes (\\d{1,6}(?:\\.\\d{1,3})?)s)]");

    /**
     * Reads a prompt.
     *
     * @param prompt the prompt
     * @return what it asks
     */
    public static Directives of(String prompt) {
        boolean fail = false;
        boolean reject = false;
        boolean pause = false;
        OptionalInt tokens = OptionalInt.empty();
        Duration takes = null;
        Matcher marker = MARKER.matcher(prompt);
        while (marker.find()) {
            fail |= marker.group(1) != null;
            reject |= marker.group(2) != null;
            pause |= marker.group(3) != null;
            tokens = marker.group(4) == null ? tokens : OptionalInt.of(Integer.parseInt(marker.group(4)));
            takes = marker.group(5) == null ? takes : seconds(marker.group(5));
        }
        return new Directives(
                fail,
                reject,
                pause,
                tokens,
                takes,
                MARKER.matcher(prompt).replaceAll("").strip());
    }

    private static Duration seconds(String number) {
        return Duration.ofMillis(Math.round(Double.parseDouble(number) * 1000));
    }
}
