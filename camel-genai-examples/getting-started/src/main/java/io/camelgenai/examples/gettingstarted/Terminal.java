package io.camelgenai.examples.gettingstarted;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A terminal that understands ANSI sequences.
 *
 * @param rows its height
 * @param columns its width
 */
record Terminal(int rows, int columns) {

    private static final int SECONDS_FOR_STTY = 2;

    /** The terminal of standard output; null when it is a file, a pipe, or the log of a build server. */
    static @Nullable Terminal detect(Map<String, String> environment) {
        if (System.console() == null || environment.containsKey("CI") || "dumb".equals(environment.get("TERM"))) {
            return null;
        }
        try {
            // Only the shell knows whether standard output is a terminal, and its size.
            Process shell = new ProcessBuilder("sh", "-c", "[ -t 1 ] && stty size <&1 1>&2")
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String answer = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            boolean exited = shell.waitFor(SECONDS_FOR_STTY, TimeUnit.SECONDS);
            return exited && shell.exitValue() == 0 ? parse(answer) : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static @Nullable Terminal parse(String size) {
        if (!size.matches("\\d{1,4} \\d{1,4}")) {
            return null;
        }
        int rows = Integer.parseInt(size.substring(0, size.indexOf(' ')));
        int columns = Integer.parseInt(size.substring(size.indexOf(' ') + 1));
        return rows < 4 || columns < 40 ? new Terminal(24, 80) : new Terminal(rows, columns);
    }
}
