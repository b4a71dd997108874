package io.camelgenai.component.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.file.GenericFileExist;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** G31: other components take a generation and an event as they are, and write the same bytes as a conversion does. */
@TestInstance(Lifecycle.PER_CLASS)
class BodiesForOthersTest {

    private static final Generation GENERATION = Generation.of("loom")
            .id("17")
            .status(GenerationStatus.COMPLETED)
            .text("warp \u20AC weft \uD83E\uDDF5")
            .build();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final MockWebServer server = new MockWebServer();
    private ProducerTemplate template;

    @TempDir
    Path folder;

    @BeforeAll
    void start() throws Exception {
        server.start();
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterAll
    void stop() throws Exception {
        context.close();
        server.close();
    }

    private static GenerationEvent event(String data) {
        return new GenerationEvent("17", 3, GenerationEventType.TEXT, "row", "warp", null, data);
    }

    static Stream<Object> bodies() {
        return Stream.of(
                GENERATION,
                GENERATION.with().status(GenerationStatus.FAILED).text(null).build(),
                event("{\"row\": \"warp\",  \"n\":1}"),
                event("[1, 2]"),
                event("plain \u20AC \uD83E\uDDF5"));
    }

    private String json(Object body) {
        return context.getTypeConverter().convertTo(String.class, body);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void toFile(Object body) throws Exception {
        String uri = "file:" + folder + "?fileName=a.json&fileExist=" + GenericFileExist.Override;
        template.sendBody(uri, body);
        assertThat(folder.resolve("a.json")).hasContent(json(body));

        template.sendBody(uri + "&charset=UTF-16BE", body);
        assertThat(Files.readString(folder.resolve("a.json"), Charset.forName("UTF-16BE")))
                .isEqualTo(json(body));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void toHttp(Object body) throws Exception {
        server.enqueue(new MockResponse(200, Headers.of(), "thanks"));
        template.requestBody("http://localhost:" + server.getPort() + "/in", body);

        var received = Objects.requireNonNull(server.takeRequest(10, TimeUnit.SECONDS));
        assertThat(received.getMethod()).isEqualTo("POST");
        assertThat(Objects.requireNonNull(received.getBody()).utf8()).isEqualTo(json(body));
    }

    /** As camel-kafka does for the serializers of text and of bytes. */
    @ParameterizedTest
    @MethodSource("bodies")
    void toKafka(Object body) {
        byte[] bytes = context.getTypeConverter().tryConvertTo(byte[].class, body);

        assertThat(context.getTypeConverter().tryConvertTo(String.class, body)).isEqualTo(json(body));
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(json(body));
    }
}
