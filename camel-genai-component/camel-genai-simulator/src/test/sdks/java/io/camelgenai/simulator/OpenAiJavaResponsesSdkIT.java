package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseRetrieveParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.services.blocking.ResponseService;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Responses of OpenAI's SDK for Java, which validates every response, with nothing changed but the base URL and the key. */
class OpenAiJavaResponsesSdkIT {
    @RegisterExtension
    static final SdkRun.Recorder RECORDER =
            new SdkRun.Recorder("openai-java (Maven)", ResponseCreateParams.class, "openai-responses");

    private static final String KEY = "sk-test";

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0).apiKeys(KEY).build());
    private final OpenAIClient client = client(KEY);
    private final ResponseService responses = client.responses();

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(simulator.baseUrl("openai-responses"))
                .apiKey(key)
                .responseValidation(true)
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private static ResponseCreateParams.Builder prompt(String text) {
        return ResponseCreateParams.builder().model("gpt-5-mini").input(text);
    }

    private static String text(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .map(part -> part.asOutputText().text())
                .reduce("", String::concat);
    }

    private List<ResponseStreamEvent> streamed(ResponseCreateParams params) {
        try (StreamResponse<ResponseStreamEvent> events = responses.createStreaming(params)) {
            return events.stream().map(ResponseStreamEvent::validate).toList();
        }
    }

    private List<ResponseStreamEvent> resumed(String id, long after) {
        ResponseRetrieveParams params = ResponseRetrieveParams.builder()
                .responseId(id)
                .startingAfter(after)
                .build();
        try (StreamResponse<ResponseStreamEvent> events = responses.retrieveStreaming(params)) {
            return events.stream().map(ResponseStreamEvent::validate).toList();
        }
    }

    @Test
    @Tag("create")
    void aResponseIsCreated() {
        Response response = responses.create(prompt("a bridge").build()).validate();
        assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        assertThat(text(response)).contains("a bridge");
    }

    @Test
    @Tag("stream")
    void aStreamHasTheSameText() {
        Response whole = responses.create(prompt("a bridge").build());
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        streamed(prompt("a bridge").build()).forEach(accumulator::accumulate);
        assertThat(text(accumulator.response())).isEqualTo(text(whole));
    }

    @Test
    @Tag("stream")
    void aStreamIsResumedAfterAnEvent() {
        List<ResponseStreamEvent> all =
                streamed(prompt("a bridge").background(true).build());
        List<ResponseStreamEvent> rest =
                resumed(all.get(0).asCreated().response().id(), 4);
        assertThat(rest).isEqualTo(all.subList(5, all.size()));
    }

    @Test
    @Tag("get")
    void aResponseInTheBackgroundIsRetrieved() {
        String id = responses
                .create(prompt("a bridge").background(true).build())
                .validate()
                .id();
        Awaitility.await()
                .until(() -> responses.retrieve(id).validate().status().get(), ResponseStatus.COMPLETED::equals);
        assertThat(text(responses.retrieve(id))).contains("a bridge");
    }

    @Test
    @Tag("get")
    void anUnknownResponseIsNotFound() {
        assertThatThrownBy(() -> responses.retrieve("resp_none")).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Tag("cancel")
    void aResponseInTheBackgroundIsCanceled() {
        String id = responses
                .create(prompt("a bridge [takes 60s]").background(true).build())
                .id();
        assertThat(responses.cancel(id).validate().status()).contains(ResponseStatus.CANCELLED);
    }

    @Test
    @Tag("delete")
    void aResponseIsDeleted() {
        String id = responses.create(prompt("a bridge").build()).id();
        responses.delete(id);
        assertThatThrownBy(() -> responses.retrieve(id)).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Tag("errors")
    void aWrongKeyIsUnauthorized() {
        OpenAIClient stranger = client("sk-wrong");
        assertThatThrownBy(() -> stranger.responses().create(prompt("x").build()))
                .isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }

    @Test
    @Tag("errors")
    void anUnknownParameterIsRefused() {
        ResponseCreateParams params =
                prompt("x").putAdditionalBodyProperty("foo", JsonValue.from(1)).build();
        assertThatThrownBy(() -> responses.create(params))
                .isInstanceOfSatisfying(BadRequestException.class, error -> assertThat(error.param())
                        .contains("foo"));
    }

    @ParameterizedTest
    @Tag("errors")
    @ValueSource(ints = {429, 500})
    void anErrorHasItsStatus(int status) {
        assertThatThrownBy(() ->
                        responses.create(prompt("x [error " + status + "]").build()))
                .isInstanceOfSatisfying(OpenAIServiceException.class, error -> {
                    assertThat(error.statusCode()).isEqualTo(status);
                    assertThat(error.headers().values("x-request-id")).hasSize(1);
                });
    }
}
