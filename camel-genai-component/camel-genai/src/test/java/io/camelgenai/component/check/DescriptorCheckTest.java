package io.camelgenai.component.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.camelgenai.client.Peer;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorCheckTest {

    private static final Path SHIPPED = Path.of("src/main/resources/META-INF/genai/providers");

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0.1).build());
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        simulator.close();
    }

    private int check(String... arguments) {
        return new DescriptorCheck(new PrintStream(printed, true, UTF_8), "ze_canary").run(arguments);
    }

    private int against(String provider, String... options) {
        String[] command = new String[3 + options.length];
        command[0] = SHIPPED.resolve(provider + ".yaml").toString();
        command[1] = "--against";
        command[2] = simulator.baseUrl(provider);
        System.arraycopy(options, 0, command, 3, options.length);
        return check(command);
    }

    private String output() {
        return printed.toString(UTF_8);
    }

    @Test
    void aDescriptorWithoutAMistakeIsNamed() {
        assertThat(check(SHIPPED.resolve("fal.yaml").toString())).isZero();
        assertThat(output())
                .contains(
                        "fal.yaml describes the provider fal (fal queue)",
                        "A file may be its image: as url, data uri, upload");
    }

    @Test
    void aMistakeIsNamedWithItsPlace() throws IOException {
        Path file = folder.resolve("acme.yaml");
        Files.writeString(
                file, Files.readString(SHIPPED.resolve("fal.yaml")).replace("  prompt: /prompt", "  promt: /prompt"));

        assertThat(check(file.toString())).isOne();
        assertThat(output()).contains("acme.yaml, at /request: 'prompt' is missing");
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        assertThat(check(folder.resolve("nothing.yaml").toString())).isOne();
        assertThat(output()).contains("nothing.yaml cannot be read: there is no such file");
    }

    @Test
    void aCommandThatCannotBeUnderstoodIsExplained() {
        assertThat(check()).isEqualTo(2);
        assertThat(check("x.yaml", "--model", "m")).isEqualTo(2);
        assertThat(check("x.yaml", "--against")).isEqualTo(2);
        assertThat(check("x.yaml", "--aginst", "http://127.0.0.1")).isEqualTo(2);
        assertThat(output()).contains("The option --against needs a value").contains("The option --aginst is unknown");
        assertThat(output()).contains("Usage: DescriptorCheck FILE [--against URL|simulator");
    }

    @Test
    void aCreateAPollAStreamAndACancelArePlayed() {
        assertThat(against("openai-responses", "--model", "gpt-5.2"))
                .as(this::output)
                .isZero();

        assertThat(output())
                .containsPattern("create +resp_\\w+ is (QUEUED|RUNNING), then COMPLETED with \\d+ characters of text")
                .containsPattern(
                        "createStream +\\{.*TEXT=\\d+.*COMPLETED=1}, then COMPLETED with \\d+ characters of text")
                .containsPattern("cancel +resp_\\w+ was accepted for cancellation")
                .doesNotContain("ze_canary");
        assertThat(simulator.generationsCreated()).isEqualTo(3);
    }

    @Test
    void picturesAreCounted() {
        assertThat(against("llmstats", "--model", "flux-1.1-pro"))
                .as(this::output)
                .isZero();
        assertThat(output()).containsPattern("create +\\S+ is (QUEUED|RUNNING), then COMPLETED with 1 artifacts");
    }

    @Test
    void aPathThatFindsNothingIsNamedByItsKey() throws IOException {
        Path file = folder.resolve("llmstats.yaml");
        Files.writeString(
                file,
                Files.readString(SHIPPED.resolve("llmstats.yaml"))
                        .replace("costUsd: /usage/cost_usd", "costUsd: /usage/price"));
        String url = simulator.baseUrl("llmstats");

        assertThat(check(file.toString(), "--against", url, "--model", "flux-1.1-pro"))
                .as(this::output)
                .isZero();
        assertThat(output()).containsPattern("then COMPLETED with 1 artifacts; nothing was found for usage\\R");
    }

    @Test
    void aKeyThatIsMissingIsNamedBeforeAnythingIsSent() {
        String file = SHIPPED.resolve("llmstats.yaml").toString();
        for (String none : new String[] {null, " "}) {
            DescriptorCheck check = new DescriptorCheck(new PrintStream(printed, true, UTF_8), none);
            assertThat(check.run(file, "--against", simulator.baseUrl("llmstats"), "--model", "m"))
                    .isOne();
        }
        assertThat(output()).contains("The key is missing: set the environment variable GENAI_KEY");
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void anEmptyKeyMasksNothing() {
        simulator.fault(Fault.status(401).on("privategpt", "create").build());
        DescriptorCheck check = new DescriptorCheck(new PrintStream(printed, true, UTF_8), "");

        assertThat(check.run(
                        SHIPPED.resolve("privategpt.yaml").toString(), "--against", simulator.baseUrl("privategpt")))
                .isOne();
        assertThat(output()).contains("create       failed: ").contains("401").doesNotContain("***");
    }

    @Test
    void aFailureInTheAnswerToTheCreateIsAFailure() {
        simulator.fault(Fault.status(200)
                .body("{\"error\":{\"message\":\"the picture was withheld\"}}")
                .on("openai-chat", "create")
                .build());

        assertThat(against("openai-chat", "--model", "gpt-5.2")).isOne();
        assertThat(output()).containsPattern("create +FAILED: the picture was withheld, in the answer\\R");
    }

    @Test
    void theFinishReasonOfAnIncompleteAnswerIsNamed() {
        simulator.fault(Fault.status(200)
                .body("{\"id\":\"c1\",\"choices\":[{\"finish_reason\":\"length\",\"message\":{\"content\":\"cut\"}}]}")
                .on("openai-chat", "create")
                .build());

        assertThat(against("openai-chat", "--model", "gpt-5.2")).isOne();
        assertThat(output())
                .containsPattern(
                        "create +INCOMPLETE with 3 characters of text, finish reason length, in the answer\\R");
    }

    @Test
    void theNameThatTheClassPathNeedsIsNoted() throws IOException {
        Path file = folder.resolve("pictures.yaml");
        Files.copy(SHIPPED.resolve("fal.yaml"), file);

        assertThat(check(file.toString())).isZero();
        assertThat(output()).contains("On the class path its name has to be fal.yaml");
    }

    @Test
    void theCallsArePlayedAtTheEmbeddedSimulator() {
        String file = SHIPPED.resolve("elumenta.yaml").toString();

        assertThat(check(file, "--against", "simulator", "--model", "flux-1.1-pro"))
                .as(this::output)
                .isZero();
        assertThat(output())
                .containsPattern("create +\\S+ is (QUEUED|RUNNING), then COMPLETED with 1 artifacts")
                .contains("createStream not tried: the provider says that this model does not stream");
        assertThat(simulator.generationsCreated()).as("of another simulator").isZero();
    }

    @Test
    void aProviderThatTheSimulatorDoesNotPlayIsNamed() throws IOException {
        Path file = folder.resolve("acme.yaml");
        Files.writeString(file, Files.readString(SHIPPED.resolve("fal.yaml")).replace("name: fal", "name: acme"));

        assertThat(check(file.toString(), "--against", "simulator")).isOne();
        assertThat(output()).contains("The simulator does not play acme; it plays llmstats, ");
    }

    @Test
    void aSimulatorThatIsNotOnTheClassPathIsMissed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedSimulator.start(ClassLoader.getPlatformClassLoader()))
                .withMessage("The simulator is not on the class path: add the artifact camel-genai-simulator");
    }

    @Test
    void aDocumentInPlaceOfAStreamIsAFailure() throws IOException {
        String document = "{\"id\":\"c1\",\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";
        try (Peer peer = new Peer(Peer.json("200 OK", document), Peer.json("200 OK", document))) {
            assertThat(againstPeer(peer)).isOne();
        }

        assertThat(output())
                .containsPattern("create +COMPLETED with 2 characters of text, finish reason stop, in the answer")
                .containsPattern("createStream +failed: The server answered by a document, and not by a stream");
    }

    @Test
    void aStreamInPlaceOfADocumentIsAFailure() throws IOException {
        String stream =
                "data: {\"id\":\"c1\",\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n"
                        + "data: [DONE]\n\n";
        try (Peer peer = new Peer(Peer.stream(stream), Peer.stream(stream))) {
            assertThat(againstPeer(peer)).isOne();
        }

        assertThat(output())
                .containsPattern(
                        "create +failed: The server answered the create by a stream: 'createStream' describes that")
                .containsPattern("createStream +\\{.*COMPLETED=1}, then COMPLETED with 2 characters of text");
    }

    private int againstPeer(Peer peer) {
        String file = SHIPPED.resolve("openai-chat.yaml").toString();
        return check(file, "--against", "http://127.0.0.1:" + peer.port(), "--model", "m");
    }

    @Test
    void aCallThatFailsIsNamedAndTheOthersArePlayed() {
        simulator.fault(Fault.status(401).on("privategpt", "create").build());

        assertThat(against("privategpt")).isOne();
        assertThat(output())
                .containsPattern("create +failed: .*401")
                .containsPattern("stream +\\{.*COMPLETED=1}, then COMPLETED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-batch", "anthropic-batch", "mistral-batch"})
    void aBatchOfOneRequestIsPlayed(String provider) {
        assertThat(against(provider, "--model", "a-model")).as(this::output).isZero();
        assertThat(output()).contains("COMPLETED with 1 artifacts", "was accepted for cancellation");
    }
}
