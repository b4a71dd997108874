package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The providers whose generations are tasks of one file. */
class MediaTasksTest extends SimulatorTestSupport {

    private static final String BEARER = "Bearer " + TestClient.KEY;

    /** How a provider is called. */
    private enum Api {
        FAL(
                "fal",
                "/fal-ai/flux/dev",
                "/fal-ai/flux/requests/%s/status",
                "request_id",
                "{\"prompt\":\"%s\"}",
                "/images/0/url") {
            @Override
            String authorization() {
                return "Key test";
            }
        },
        RUNWAY(
                "runway",
                "/v1/text_to_video",
                "/v1/tasks/%s",
                "id",
                "{\"model\":\"gen4_turbo\",\"promptText\":\"%s\",\"ratio\":\"1280:720\"}",
                "/output/0"),
        OPENROUTER(
                "openrouter-video",
                "/videos",
                "/videos/%s",
                "id",
                "{\"model\":\"google/veo-3.1\",\"prompt\":\"%s\"}",
                "/unsigned_urls/0"),
        BYTEPLUS(
                "byteplus",
                "/contents/generations/tasks",
                "/contents/generations/tasks/%s",
                "id",
                "{\"model\":\"seedance\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]}",
                "/content/video_url");

        private final String create;
        private final String get;
        private final String id;
        private final String body;
        private final String url;
        private final String provider;

        Api(String provider, String create, String get, String id, String body, String url) {
            this.provider = provider;
            this.create = "/" + provider + create;
            this.get = "/" + provider + get;
            this.id = id;
            this.body = body;
            this.url = url;
        }

        String authorization() {
            return BEARER;
        }

        String[] headers() {
            return new String[] {"Authorization", authorization(), "X-Runway-Version", "2024-11-06"};
        }
    }

    private HttpResponse<String> create(Api api, String prompt) throws Exception {
        return client.post(api.create, api.body.formatted(prompt), api.headers());
    }

    private String created(Api api, String prompt) throws Exception {
        return json(create(api, prompt)).get(api.id).asText();
    }

    private HttpResponse<String> get(Api api, String id) throws Exception {
        return client.get(api.get.formatted(id), api.headers());
    }

    private HttpResponse<String> call(Api api, String method, String path) throws IOException, InterruptedException {
        return TestClient.send(
                TestClient.with(client.request(path).method(method, BodyPublishers.noBody()), api.headers()));
    }

    /** Only a URL that is not signed needs the key, and any other refuses it. */
    private HttpRequest.Builder download(Api api, String url) {
        HttpRequest.Builder request = client.request(url);
        return api == Api.OPENROUTER ? TestClient.with(request, api.headers()) : request;
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void aTaskIsCreatedPolledAndItsFileIsThere(Api api) throws Exception {
        String id = created(api, "a lighthouse");
        JsonNode result =
                json(api == Api.FAL ? client.get("/fal/fal-ai/flux/requests/" + id, api.headers()) : get(api, id));

        HttpResponse<byte[]> file =
                TestClient.bytes(download(api, result.at(api.url).asText()));
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).isIn("image/png", "video/mp4"));
        assertThat(simulator.generationsCreated(api.provider)).isOne();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void aKeyIsRequiredAndATaskIsVisibleOnlyToItsOwn(Api api) throws Exception {
        String id = created(api, "a lighthouse");

        assertThat(client.post(api.create, api.body.formatted("x")).statusCode())
                .isEqualTo(401);
        assertThat(client.get(
                                api.get.formatted(id),
                                "Authorization",
                                api.authorization() + "other",
                                "X-Runway-Version",
                                "2024-11-06")
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"FAL,IN_QUEUE", "RUNWAY,PENDING", "OPENROUTER,pending", "BYTEPLUS,queued"})
    void aSlowTaskIsQueuedFirst(Api api, String word) throws Exception {
        JsonNode state = json(get(api, created(api, "slow [takes 60s]")));

        assertThat(state.get("status").asText()).isEqualTo(word);
        assertThat(state.at(api.url).isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"RUNWAY,FAILED,/failure", "OPENROUTER,failed,/error", "BYTEPLUS,failed,/error/message"})
    void aTaskThatFailsSaysWhy(Api api, String word, String message) throws Exception {
        JsonNode state = json(get(api, created(api, "a thing [fail]")));

        assertThat(state.get("status").asText()).isEqualTo(word);
        assertThat(state.at(message).asText()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void undocumentedInputAndRefusedPromptsCreateNothing(Api api) throws Exception {
        assertThat(client.post(api.create, "not json", api.headers()).statusCode())
                .isIn(400, 422);
        assertThat(create(api, "a thing [reject]").statusCode()).isIn(400, 403, 422);
        assertThat(create(api, "a thing [error 429]").statusCode()).isEqualTo(429);
        if (api != Api.FAL) {
            assertThat(client.post(
                                    api.create,
                                    api.body.formatted("x").replaceFirst("\\{", "{\"surprise\":1,"),
                                    api.headers())
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void onlyTheResultOfAFalRequestSaysThatItFailed() throws Exception {
        String id = created(Api.FAL, "a thing [fail]");

        assertThat(json(get(Api.FAL, id)).get("status").asText()).isEqualTo("COMPLETED");
        HttpResponse<String> result = client.get("/fal/fal-ai/flux/requests/" + id, Api.FAL.headers());
        assertThat(result.statusCode()).isEqualTo(422);
        assertThat(result.headers().firstValue("X-Fal-Error-Type")).contains("content_policy_violation");
    }

    @Test
    void aFalRequestIsFoundBelowItsApplicationOnly() throws Exception {
        String id = created(Api.FAL, "slow [takes 60s]");

        assertThat(client.get("/fal/fal-ai/flux/dev/requests/" + id + "/status", Api.FAL.headers())
                        .statusCode())
                .isNotEqualTo(200);
        assertThat(client.get("/fal/fal-ai/veo3/requests/" + id + "/status", Api.FAL.headers())
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.get("/fal/fal-ai/flux/requests/" + id, Api.FAL.headers())
                        .statusCode())
                .as("not ready")
                .isEqualTo(400);
    }

    @Test
    void aFalRequestIsCanceledOnce() throws Exception {
        String id = created(Api.FAL, "slow [takes 60s]");
        String cancel = "/fal/fal-ai/flux/requests/" + id + "/cancel";

        assertThat(call(Api.FAL, "PUT", cancel).statusCode()).isEqualTo(202);
        HttpResponse<String> again = call(Api.FAL, "PUT", cancel);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(json(again).get("status").asText()).isEqualTo("ALREADY_COMPLETED");
    }

    @Test
    void theStatusesOfAFalRequestAreStreamedFromTheCurrentOneOn() throws Exception {
        String id = created(Api.FAL, "a lighthouse [takes 4s]");
        String stream = "/fal/fal-ai/flux/requests/" + id + "/status/stream";

        List<JsonNode> events = statuses(stream);
        assertThat(events)
                .extracting(event -> event.get("status").asText())
                .containsExactly("IN_QUEUE", "IN_PROGRESS", "COMPLETED");
        assertThat(events)
                .allSatisfy(
                        event -> assertThat(event.get("request_id").asText()).isEqualTo(id));
        assertThat(statuses(stream)).as("a request that is over").containsExactly(events.get(2));
        assertThat(client.get(stream).statusCode()).isEqualTo(401);
    }

    @Test
    void theStreamOfAFalRequestThatIsCanceledSaysThatItIsOver() throws Exception {
        String request = "/fal/fal-ai/flux/requests/" + created(Api.FAL, "slow [takes 60s]");
        call(Api.FAL, "PUT", request + "/cancel");

        assertThat(statuses(request + "/status/stream"))
                .extracting(event -> event.get("status").asText())
                .containsExactly("COMPLETED");
    }

    private List<JsonNode> statuses(String stream) throws Exception {
        return TestClient.data(client.get(stream, Api.FAL.headers()).body()).stream()
                .map(TestClient::json)
                .toList();
    }

    @Test
    void theResultOfAFalRequestHasItsIdInAHeader() throws Exception {
        for (String prompt : List.of("a lighthouse", "a thing [fail]", "slow [takes 60s]")) {
            String id = created(Api.FAL, prompt);

            assertThat(client.get("/fal/fal-ai/flux/requests/" + id, Api.FAL.headers())
                            .headers()
                            .firstValue("x-fal-request-id"))
                    .contains(id);
        }
    }

    @Test
    void runwaySaysWhatATaskWillCostAndWhatItHasCost() throws Exception {
        JsonNode created = json(create(Api.RUNWAY, "a lighthouse"));
        JsonNode pending = json(get(Api.RUNWAY, created(Api.RUNWAY, "slow [takes 60s]")));
        JsonNode done = json(get(Api.RUNWAY, created.get("id").asText()));

        assertThat(created.at("/estimatedCost/credits").asInt()).isEqualTo(25);
        assertThat(pending.at("/estimatedCost/credits").asInt()).isEqualTo(25);
        assertThat(done.at("/cost/credits").asInt()).isEqualTo(25);
        assertThat(done.has("estimatedCost")).isFalse();
    }

    @Test
    void aRunwayTaskIsGoneAfterItsDelete() throws Exception {
        for (String prompt : List.of("slow [takes 60s]", "a lighthouse")) {
            String id = created(Api.RUNWAY, prompt);

            assertThat(call(Api.RUNWAY, "DELETE", "/runway/v1/tasks/" + id).statusCode())
                    .isEqualTo(204);
            assertThat(get(Api.RUNWAY, id).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void runwayRequiresItsVersion() throws Exception {
        HttpResponse<String> response =
                client.post(Api.RUNWAY.create, Api.RUNWAY.body.formatted("x"), "Authorization", BEARER);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("error").asText()).contains("X-Runway-Version");
    }

    @Test
    void aByteplusTaskIsCanceledWhileItIsQueuedAndDeletedWhenItIsOver() throws Exception {
        String path = "/byteplus/contents/generations/tasks/";
        String queued = created(Api.BYTEPLUS, "slow [takes 60s]");
        assertThat(call(Api.BYTEPLUS, "DELETE", path + queued).statusCode()).isEqualTo(200);
        assertThat(json(get(Api.BYTEPLUS, queued)).get("status").asText()).isEqualTo("cancelled");

        String over = created(Api.BYTEPLUS, "a lighthouse");
        assertThat(call(Api.BYTEPLUS, "DELETE", path + over).statusCode()).isEqualTo(200);
        assertThat(get(Api.BYTEPLUS, over).statusCode()).isEqualTo(404);
    }

    @Test
    void theContentOfAnOpenRouterVideoNeedsTheKeyAndAVideoThatIsComplete() throws Exception {
        String done = json(get(Api.OPENROUTER, created(Api.OPENROUTER, "a lighthouse")))
                .at("/unsigned_urls/0")
                .asText();
        String slow = "/openrouter-video/videos/" + created(Api.OPENROUTER, "slow [takes 60s]") + "/content?index=0";

        assertThat(client.get(done).statusCode()).isEqualTo(401);
        assertThat(client.get(done.replace("index=0", "index=1"), Api.OPENROUTER.headers())
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.get(slow, Api.OPENROUTER.headers()).statusCode()).isEqualTo(400);
    }

    @Test
    void openRouterSaysWhereAVideoIsPolledAndWhatItCost() throws Exception {
        JsonNode created = json(create(Api.OPENROUTER, "a lighthouse"));

        JsonNode polled = json(TestClient.send(
                TestClient.with(client.request(created.get("polling_url").asText()), Api.OPENROUTER.headers())));
        assertThat(polled.at("/usage/cost").decimalValue()).isEqualByComparingTo("0.45");
        assertThat(polled.get("id")).isEqualTo(created.get("id"));
    }
}
