package io.camelgenai.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * With the system property {@code docs.write}: runs the commands of the examples, and writes their output as pictures.
 * Their artifacts have to be built.
 */
@EnabledIfSystemProperty(named = "docs.write", matches = "true")
@ExtendWith(Chromium.class)
class TerminalPicturesTest {

    private static final Path IMAGES = Path.of("src/docs/asciidoc/images");
    private static final String EXAMPLE = "mvn -q -am -pl camel-genai-examples/%s process-classes exec:java";
    private static final int MAX_BYTES = 80_000;

    @ParameterizedTest
    @CsvSource({"getting-started", "kafka-pipeline", "orders-over-jms", "yaml-routes"})
    void thePictureOfACommand(String example, Browser browser) throws Exception {
        String command = EXAMPLE.formatted(example);

        TerminalPicture picture = new TerminalPicture();
        picture.add(command, Terminal.run(command));
        write(example, picture, browser);
    }

    @Test
    void thePictureOfSpringBoot(Browser browser) throws Exception {
        String command = "java -jar camel-genai-examples/spring-boot/target/spring-boot-"
                + System.getProperty("docs.version") + ".jar";
        try (Terminal.Running application = Terminal.start(command)) {
            List<String> lines = new ArrayList<>();
            for (int order = 1; order <= 3; order++) {
                lines.addAll(application.linesUntil("is COMPLETED"));
            }
            TerminalPicture picture = new TerminalPicture();
            picture.add(command, lines);
            write("spring-boot", picture, browser);
        }
    }

    @Test
    void thePictureOfChatOverHttp(Browser browser) throws Exception {
        try (Terminal.Running server = Terminal.start(EXAMPLE.formatted("chat-over-http"))) {
            server.linesUntil("Started ");
            TerminalPicture picture = new TerminalPicture();
            for (String end : List.of("", " [fail]")) {
                String command = "curl -sS -N -H 'Content-Type: text/plain' -d 'Why is the sea salty?" + end
                        + "' http://127.0.0.1:8080/chat";
                picture.add(command, Terminal.run(command));
            }
            write("chat-over-http", picture, browser);
        }
    }

    private static void write(String name, TerminalPicture picture, Browser browser) throws Exception {
        Path file = IMAGES.resolve("terminal-" + name + ".png");
        picture.write(file, browser);

        assertThat(Files.size(file)).isLessThan(MAX_BYTES);
    }
}
