package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SimpleTypeConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** G26: text is known by its meaning, not by the package of its class. */
class PromptsTest extends GenAiTestSupport {

    private static final String TEXT = "Grüße an den Leuchtturm \uD83D\uDE00";
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);

    private static final byte[] BINARY = {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff, 0};

    @TempDir
    Path folder;

    @Override
    public void routes(RouteBuilder routes) {
        context.getTypeConverterRegistry()
                .addTypeConverter(
                        String.class,
                        Rope.class,
                        new SimpleTypeConverter(false, (type, exchange, value) -> ((Rope) value).wound()));
        routes.from("direct:picture").noStreamCaching().to("genai:llmstats/flux-1.1-pro?operation=create");
    }

    /** A text of another library, as GString of Groovy and Utf8 of Avro. */
    private record Quoted(String text) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A buffer of another library, for which Camel has a converter. */
    private record Rope(byte[] bytes) {
        String wound() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private String promptSent(Exchange done) throws Exception {
        assertThat(done.getException()).isNull();
        return new ObjectMapper()
                .readTree(requests("llmstats", "create").get(0).body())
                .at("/input/prompt")
                .asText();
    }

    static Stream<Object> texts() {
        return Stream.of(
                TEXT,
                new StringBuilder(TEXT),
                CharBuffer.wrap(TEXT),
                new Quoted(TEXT),
                new Rope(BYTES),
                TextNode.valueOf(TEXT),
                BYTES,
                TEXT.toCharArray(),
                ByteBuffer.wrap(BYTES),
                new ByteArrayInputStream(BYTES),
                new StringReader(TEXT));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void G26_textOfAnyLibraryIsThePrompt(Object body) throws Exception {
        assertThat(promptSent(send("direct:picture", body))).isEqualTo(TEXT);
    }

    @Test
    void G26_aFileAndAPathAreThePrompt() throws Exception {
        Path file = Files.write(folder.resolve("prompt.txt"), BYTES);

        assertThat(promptSent(send("direct:picture", file))).isEqualTo(TEXT);
        File same = file.toFile();
        assertThat(promptSent(send("direct:picture", same))).isEqualTo(TEXT);
        assertThat(requests("llmstats", "create")).hasSize(2);
    }

    @Test
    void bytesAreReadInTheCharsetOfTheExchange() throws Exception {
        DefaultExchange exchange = new DefaultExchange(context);
        exchange.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");
        exchange.getMessage().setBody("Grüße".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(promptSent(template.send("direct:picture", exchange))).isEqualTo("Grüße");
    }

    static Stream<Object> noPrompts() {
        return Stream.of(
                List.of(TEXT),
                Set.of(TEXT),
                List.of(TEXT).iterator(),
                Stream.of(TEXT),
                Optional.of(TEXT),
                Arguments.of((Object) new String[] {TEXT}),
                new Scanner(TEXT),
                new Thread(() -> {}),
                new CompletableFuture<String>(),
                Arguments.of((Object) new AtomicInteger[0]),
                new Object(),
                BINARY,
                ByteBuffer.wrap(BINARY),
                new Rope(BINARY),
                new String(BINARY, StandardCharsets.UTF_8),
                new StringReader(new String(BINARY, StandardCharsets.UTF_8)),
                new String(BINARY, StandardCharsets.UTF_8).toCharArray(),
                new ByteArrayInputStream(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}));
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(List.of(TEXT), "List"),
                Arguments.of(List.of(), "List"),
                Arguments.of(List.of(1, 2, 3), "List"),
                Arguments.of(Set.of(TEXT), "Set"),
                Arguments.of(List.of(TEXT).iterator(), "Iterator"),
                Arguments.of(Stream.of(TEXT), "Stream"),
                Arguments.of(Map.of(), "Map"),
                Arguments.of(Optional.of(TEXT), "Optional"),
                Arguments.of(new String[0], "String[]"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aTypeIsNamedAsUsersKnowIt(Object body, String type) {
        assertThat(send("direct:picture", body).getException())
                .hasMessageStartingWith("A body of type " + type + " is no ");
    }

    @ParameterizedTest
    @MethodSource("noPrompts")
    void whatIsNoTextIsRefusedBeforeAnythingIsSent(Object body) {
        assertThat(send("direct:picture", body).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set the body to a text");
        assertThat(simulator.requests()).isEmpty();
    }
}
