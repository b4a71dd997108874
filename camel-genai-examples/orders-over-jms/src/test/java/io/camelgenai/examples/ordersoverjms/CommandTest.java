package io.camelgenai.examples.ordersoverjms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the README promises of the command. */
@Timeout(120)
class CommandTest {

    @Test
    void theCommandShowsThatEachOrderIsMadeOnce(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        boolean succeeded = OrdersOverJms.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("The broker was stopped")
                .containsPattern("9 orders came [0-9]+ times, and 9 pictures were made");
        assertThat(succeeded).isTrue();
    }
}
