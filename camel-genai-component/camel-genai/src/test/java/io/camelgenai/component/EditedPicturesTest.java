package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.JournalEntry;
import io.camelgenai.simulator.ReceivedFile;
import io.camelgenai.simulator.SimulatorOptions;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that a request edits are parts of it: the create is a form, and has all promises of a create. */
class EditedPicturesTest extends GenAiTestSupport {

    private static final String PROVIDER = "openai-images";
    private static final String URI = "genai:openai-images/gpt-image-2";
    private static final byte[] FIRST = InputsTest.picture(300);
    private static final byte[] SECOND = InputsTest.picture(200_000);

    @Override
    SimulatorOptions options() {
        return SimulatorOptions.builder().pace(0).build();
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.errorHandler(routes.noErrorHandler());
        routes.from("direct:generate").to(URI + "?param.n=2&param.quality=low&param.input_fidelity=high");
        routes.from("direct:keyed").to(URI + "?idempotencyKey=one");
        routes.from("direct:stream")
                .to(URI + "?operation=stream&param.partial_images=1")
                .split(routes.body())
                .streaming()
                .to("mock:events");
    }

    private Exchange send(String route, Map<String, ?> inputs) {
        return send(route, PROMPT, GenAiConstants.INPUTS, inputs);
    }

    @Test
    void theCreateIsAFormWithTheFilesAndTheParameters() throws Exception {
        Generation done = generation(send(
                "direct:generate", Map.of("image", List.of(FIRST, new ByteArrayInputStream(SECOND)), "mask", FIRST)));

        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(done.artifacts()).hasSize(2);
        assertThat(simulator.receivedFiles())
                .extracting(ReceivedFile::name, ReceivedFile::way, ReceivedFile::mediaType, ReceivedFile::sha256)
                .containsExactlyInAnyOrder(
                        tuple("image", "multipart", "image/png", InputsTest.sha256(FIRST)),
                        tuple("image", "multipart", "image/png", InputsTest.sha256(SECOND)),
                        tuple("mask", "multipart", "image/png", InputsTest.sha256(FIRST)));
        assertThat(simulator.requests(PROVIDER, "create")).singleElement().satisfies(request -> {
            assertThat(request.path()).endsWith("/images/edits");
            assertThat(request.body())
                    .containsSubsequence("name=\"quality\"", "low")
                    .containsSubsequence("name=\"input_fidelity\"", "high")
                    .containsSubsequence("name=\"prompt\"", PROMPT)
                    .containsSubsequence("name=\"model\"", "gpt-image-2");
        });
    }

    @Test
    void anEditStreams() {
        assertThat(send("direct:stream", Map.of("image", FIRST)).getException()).isNull();

        assertThat(events())
                .extracting(event -> event.type() + " " + event.name())
                .containsExactly("OTHER image_edit.partial_image", "COMPLETED image_edit.completed");
        assertThat(streamed().artifacts()).hasSize(1);
    }

    @Test
    void aKeyBelongsToThePicturesToo() {
        Generation first = generation(send("direct:keyed", Map.of("image", FIRST)));
        Generation again = generation(send("direct:keyed", Map.of("image", FIRST)));
        assertThat(again.id()).isEqualTo(first.id());

        assertThat(send("direct:keyed", Map.of("image", SECOND)).getException())
                .isInstanceOf(GenAiException.class)
                .hasMessageContaining("another request");
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void aFormIsSentOnceAlsoWhereItsOutcomeIsUnknown() {
        simulator.fault(Fault.dropAfterCreate().on(PROVIDER, "create").build());

        assertThat(send("direct:generate", Map.of("image", SECOND)).getException())
                .isInstanceOf(GenerationOutcomeUnknownException.class);
        assertThat(simulator.requests(PROVIDER, "create"))
                .extracting(JournalEntry::status)
                .hasSize(1);
    }

    /** Two answers after which OkHttp sends a request again, unless its body says that it can be sent once only. */
    @ParameterizedTest
    @ValueSource(ints = {408, 503})
    void aFormIsNotRepeatedBelowOurRetries(int status) {
        simulator.fault(
                Fault.status(status).retryAfter("0").on(PROVIDER, "create").build());

        assertThat(send("direct:generate", Map.of("image", SECOND)).getException())
                .isInstanceOf(GenerationOutcomeUnknownException.class);
        assertThat(simulator.requests(PROVIDER, "create")).hasSize(1);
    }

    @Test
    void aRejectedFormIsRetriedWithItsFiles() {
        simulator.fault(Fault.status(429).on(PROVIDER, "create").build());

        assertThat(generation(send("direct:generate", Map.of("image", SECOND))).artifacts())
                .hasSize(2);
        assertThat(simulator.requests(PROVIDER, "create")).hasSize(2);
        assertThat(simulator.receivedFiles()).hasSize(1);
    }

    /** The request was never complete: no reason to call its outcome unknown. */
    @Test
    void aFileThatIsGoneBeforeARetryProvesThatNothingWasCreated(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("photo.png"), SECOND);
        simulator.fault(Fault.status(429).retryAfter("2").on(PROVIDER, "create").build());

        var sent = template.asyncSend("direct:generate", exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage().setHeader(GenAiConstants.INPUTS, Map.of("image", file));
        });
        await().until(() -> simulator.requests(PROVIDER, "create").size() == 1);
        Files.delete(file);

        assertThat(sent.get().getException()).isInstanceOfSatisfying(GenAiException.class, failure -> {
            assertThat(failure).hasMessageContaining("photo.png").hasMessageContaining("cannot be read");
            assertThat(failure.isNothingCreated()).isTrue();
        });
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void aMaskIsAPng() {
        byte[] jpeg = InputsTest.picture(300);
        System.arraycopy(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}, 0, jpeg, 0, 3);

        assertThat(send("direct:generate", Map.of("image", jpeg, "mask", jpeg)).getException())
                .hasMessage("The input mask is of the type image/jpeg, and openai-images takes image/png");
        assertThat(simulator.requests()).isEmpty();
    }
}
