package io.camelgenai.examples.ordersoverjms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command does what its README describes. */
@Timeout(120)
class CommandTest {

    @Test
    void theCommandShowsThatEachOrderIsCreatedOnce(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        boolean succeeded = run(folder, printed);

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains(
                        "Order 3 could not be booked: the broker redelivers it.",
                        "The broker was stopped",
                        "Order poison: refused with the code ")
                .doesNotContain("Exception", "ERROR")
                .containsPattern("9 orders were delivered [0-9]+ times, and 9 pictures were created");
        assertThat(succeeded).isTrue();
    }

    /** Captures all that a user sees: the output and the log. */
    private static boolean run(Path folder, ByteArrayOutputStream printed) throws Exception {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        PrintStream console = System.err;
        System.setErr(out);
        try {
            return OrdersOverJms.run(folder, out);
        } finally {
            System.setErr(console);
        }
    }
}
