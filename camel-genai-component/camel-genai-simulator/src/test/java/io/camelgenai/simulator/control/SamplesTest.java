package io.camelgenai.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines to copy are right: the command creates what it promises. */
class SamplesTest {
    private static final GenAiSimulator SIMULATOR =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0).build());
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    static List<Sample> samples() {
        return new Samples(SIMULATOR.providers(), SIMULATOR::apiKey).at(SIMULATOR.baseUrl());
    }

    @Test
    void everyProviderHasOne() {
        assertThat(samples()).extracting(Sample::provider).isEqualTo(SIMULATOR.providers());
        assertThat(samples()).allSatisfy(sample -> {
            assertThat(sample.route())
                    .startsWith(".to(\"genai:" + sample.provider())
                    .doesNotContain("apiKey");
            assertThat(sample.properties())
                    .contains(
                            "camel.component.genai.connections[" + sample.provider() + "].baseUrl=" + sample.baseUrl());
        });
    }

    /** The words of a line, as a shell reads them. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (char c : (line + " ").toCharArray()) {
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        assertThat(quoted).isFalse();
        return words;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theCommandIsAccepted(Sample sample) throws Exception {
        List<String> words = words(sample.curl());
        boolean isUpload = words.contains("-F");
        List<String> curl = words.subList(words.indexOf("curl"), words.size());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(curl.get(2)));
        for (int i = 3; i < curl.size(); i += 2) {
            String value = curl.get(i + 1);
            switch (curl.get(i)) {
                case "-H" -> request.header(value.split(": ")[0], value.split(": ")[1]);
                case "-d" -> request.POST(BodyPublishers.ofString(value));
                default -> assertThat(curl.get(i)).isEqualTo("-F");
            }
        }
        if (isUpload) {
            assertThat(curl).contains("purpose=batch", "file=@-;filename=requests.jsonl;type=application/jsonl");
            request.header("Content-Type", "multipart/form-data; boundary=b")
                    .POST(BodyPublishers.ofString("""
                    --b
                    Content-Disposition: form-data; name="purpose"

                    batch
                    --b
                    Content-Disposition: form-data; name="file"; filename="requests.jsonl"
                    Content-Type: application/jsonl

                    %s
                    --b--
                    """.formatted(words.get(1)).replace("\n", "\r\n")));
        }
        long before = SIMULATOR.generationsCreated(sample.provider());

        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isBetween(200, 202);
        assertThat(SIMULATOR.generationsCreated(sample.provider()) - before).isEqualTo(isUpload ? 0 : 1);
    }

    @Test
    void theStatusPageIsForBrowsersAndTheTextForOthers() throws Exception {
        HttpResponse<String> text = HTTP.send(page("/", "*/*"), BodyHandlers.ofString());
        HttpResponse<String> html = HTTP.send(page("/", "text/html,*/*;q=0.8"), BodyHandlers.ofString());

        assertThat(text.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(text.body()).contains(samples().get(0).curl(), "/_simulator/faults");
        assertThat(html.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(html.body()).contains("/_simulator/page.js");
        for (String file : List.of("/_simulator/page.css", "/_simulator/page.js")) {
            assertThat(HTTP.send(page(file, "*/*"), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void thePageKnowsProvidersOperationsAndKindsOfFaults() throws Exception {
        JsonNode known = new ObjectMapper()
                .readTree(HTTP.send(page("/_simulator/providers", "*/*"), BodyHandlers.ofString())
                        .body());

        assertThat(known.get("providers").findValuesAsText("name")).isEqualTo(SIMULATOR.providers());
        assertThat(known.at("/providers/0/operations").toString()).contains("create", "get");
        assertThat(known.at("/providers/0/properties").asText()).contains("\n");
        assertThat(known.get("faults").toString()).contains("STATUS", "CUT_UNREAD");
    }

    private static HttpRequest page(String path, String accept) {
        return HttpRequest.newBuilder(URI.create(SIMULATOR.baseUrl() + path))
                .header("Accept", accept)
                .build();
    }

    @Test
    void theStartShowsTheLines() {
        assertThat(new Samples(List.of("llmstats"), any -> "ze_1").text("http://127.0.0.1:8089"))
                .isEqualTo("""
                llmstats  http://127.0.0.1:8089/llmstats
                  curl -s http://127.0.0.1:8089/llmstats/v1/generations -H 'Authorization: Bearer ze_1'\
                 -H 'Content-Type: application/json' -d '{"model":"flux-1.1-pro","input":{"prompt":"a red bicycle"}}'
                  camel.component.genai.connections[llmstats].baseUrl=http://127.0.0.1:8089/llmstats
                  camel.component.genai.connections[llmstats].apiKey=ze_1
                  .to("genai:llmstats/flux-1.1-pro")
                """);
    }
}
