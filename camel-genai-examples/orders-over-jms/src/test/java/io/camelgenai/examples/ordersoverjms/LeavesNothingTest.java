package io.camelgenai.examples.ordersoverjms;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.examples.testing.LeftBehind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process after the example. */
@Timeout(120)
class LeavesNothingTest {

    @Test
    void noThreadSocketOrFileOfARunIsLeft(@TempDir Path folder) throws Exception {
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        LeftBehind run = LeftBehind.start();

        assertThat(OrdersOverJms.run(folder, out)).isTrue();

        run.assertNothing();
    }
}
