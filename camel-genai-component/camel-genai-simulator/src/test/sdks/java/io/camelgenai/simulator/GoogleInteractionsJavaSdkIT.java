package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.gaos.Interactions;
import com.google.genai.gaos.models.interactions.CreateModelInteraction;
import com.google.genai.gaos.models.interactions.Interaction;
import com.google.genai.gaos.models.interactions.InteractionCreatedEvent;
import com.google.genai.gaos.models.interactions.InteractionSSEEvent;
import com.google.genai.gaos.models.interactions.InteractionSSEStreamEvent;
import com.google.genai.gaos.models.interactions.InteractionStatus;
import com.google.genai.gaos.models.interactions.InteractionsInput;
import com.google.genai.gaos.models.interactions.Model;
import com.google.genai.gaos.models.interactions.StepDelta;
import com.google.genai.gaos.models.interactions.TextDelta;
import com.google.genai.gaos.models.operations.CreateInteractionRequestBody;
import com.google.genai.gaos.models.operations.GetInteractionByIdRequest;
import com.google.genai.gaos.utils.EventStream;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The interactions of Google's SDK for Java, with nothing changed but the base URL and the key. */
class GoogleInteractionsJavaSdkIT {
    @RegisterExtension
    static final SdkRun.Recorder RECORDER =
            new SdkRun.Recorder("google-genai (Maven)", Client.class, "gemini-interactions");

    private static final String KEY = "sk-test";

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0).apiKeys(KEY).build());
    private final Client client = client(KEY);
    private final Interactions interactions = client.interactions;

    private Client client(String key) {
        return Client.builder()
                .apiKey(key)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(simulator.baseUrl("gemini-interactions"))
                        .retryOptions(HttpRetryOptions.builder().attempts(1))
                        .build())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private static CreateInteractionRequestBody prompt(String text, boolean background, boolean stream) {
        return CreateInteractionRequestBody.of(
                CreateModelInteraction.builder()
                        .model(Model.GEMINI3_FLASH_PREVIEW)
                        .input(InteractionsInput.of(text))
                        .background(background)
                        .stream(stream)
                        .build());
    }

    private Interaction create(String text, boolean background) {
        return interactions
                .create(prompt(text, background, false))
                .interaction()
                .orElseThrow();
    }

    private Interaction get(String id) {
        return interactions.get(new GetInteractionByIdRequest(id)).interaction().orElseThrow();
    }

    private static List<InteractionSSEEvent> events(EventStream<InteractionSSEStreamEvent> stream) throws Exception {
        List<InteractionSSEEvent> events = new ArrayList<>();
        try (stream) {
            stream.forEach(event -> event.data().ifPresent(events::add));
        }
        return events;
    }

    private static String text(List<InteractionSSEEvent> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> {
            if (event instanceof StepDelta step && step.delta().orElseThrow() instanceof TextDelta delta) {
                text.append(delta.text().orElse(""));
            }
        });
        return text.toString();
    }

    private static void assertRefused(ThrowingCallable call, int status) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ApiException.class, error -> assertThat(error.code())
                .isEqualTo(status));
    }

    @Test
    @Tag("create")
    void anInteractionIsCreated() {
        Interaction interaction = create("a bridge", false);
        assertThat(interaction.status()).contains(InteractionStatus.COMPLETED);
        assertThat(interaction.outputText().orElseThrow()).contains("a bridge");
    }

    @Test
    @Tag("stream")
    void aStreamHasTheSameText() throws Exception {
        String whole = create("a bridge", false).outputText().orElseThrow();
        assertThat(text(events(
                        interactions.create(prompt("a bridge", false, true)).events())))
                .isEqualTo(whole);
    }

    @Test
    @Tag("stream")
    void aStreamIsResumedAfterAnEvent() throws Exception {
        List<InteractionSSEEvent> all =
                events(interactions.create(prompt("a bridge", true, true)).events());
        String id = ((InteractionCreatedEvent) all.get(0))
                .interaction()
                .orElseThrow()
                .id()
                .orElseThrow();
        StepDelta last = (StepDelta) all.stream()
                .filter(StepDelta.class::isInstance)
                .skip(1)
                .findFirst()
                .orElseThrow();
        List<InteractionSSEEvent> rest = events(interactions
                .get(GetInteractionByIdRequest.builder().id(id).stream(true)
                        .lastEventId(last.eventId().orElseThrow())
                        .build())
                .events());
        assertThat(rest).hasSize(all.size() - all.indexOf(last) - 1);
        assertThat(text(all)).endsWith(text(rest));
    }

    @Test
    @Tag("get")
    void anInteractionInTheBackgroundIsRetrieved() {
        String id = create("a bridge", true).id().orElseThrow();
        Awaitility.await().until(() -> get(id).status().orElseThrow(), InteractionStatus.COMPLETED::equals);
        assertThat(get(id).outputText().orElseThrow()).contains("a bridge");
    }

    @Test
    @Tag("get")
    void anUnknownInteractionIsNotFound() {
        assertRefused(() -> get("none"), 404);
    }

    @Test
    @Tag("cancel")
    void anInteractionInTheBackgroundIsCanceled() {
        String id = create("a bridge [takes 60s]", true).id().orElseThrow();
        assertThat(interactions.cancel(id).interaction().orElseThrow().status()).contains(InteractionStatus.CANCELLED);
    }

    @Test
    @Tag("delete")
    void anInteractionIsDeleted() {
        String id = create("a bridge", false).id().orElseThrow();
        interactions.delete(id);
        assertRefused(() -> get(id), 404);
    }

    @Test
    @Tag("errors")
    void aWrongKeyIsRefused() {
        try (Client stranger = client("wrong")) {
            assertRefused(() -> stranger.interactions.create(prompt("x", false, false)), 400);
        }
    }

    @ParameterizedTest
    @Tag("errors")
    @ValueSource(ints = {403, 429, 500})
    void anErrorHasItsStatus(int status) {
        assertRefused(() -> create("x [error " + status + "]", false), status);
    }
}
