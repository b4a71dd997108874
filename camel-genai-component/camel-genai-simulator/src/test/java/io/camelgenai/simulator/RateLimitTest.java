package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest extends SimulatorTestSupport {
    RateLimitTest() {
        super(SimulatorOptions.builder().rateLimit(2, Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "/llmstats/v1/generations | {\"model\":\"flux\",\"input\":{\"prompt\":\"x\"}} | /error/code | rate_limited | true",
                "/privategpt/v1/messages/async | {\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                        + " | /error/type | rate_limit_error | false",
                "/skills-video/generation/google/veo-3.1 | {\"prompt\":\"x\"}"
                        + " | /code | VIDEO_GENERATION_RATE_LIMITED | false",
                "/openai-chat/chat/completions | {\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                        + " | /error/code | rate_limit_exceeded | true"
            })
    void anExceededLimitIsReportedAsTheProviderDocumentsIt(
            String path, String body, String pointer, String code, boolean retryAfter) throws Exception {
        String[] key = {"Authorization", "Bearer ze_1"};
        for (int i = 0; i < 2; i++) {
            assertThat(client.post(path, body, key).statusCode()).isBetween(200, 202);
        }
        HttpResponse<String> rejected = client.post(path, body, key);
        assertThat(rejected.statusCode()).isEqualTo(429);
        assertThat(json(rejected).at(pointer).asText()).isEqualTo(code);
        assertThat(rejected.headers().firstValue("Retry-After").isPresent()).isEqualTo(retryAfter);
        assertThat(simulator.generationsCreated()).isEqualTo(2);
        assertThat(client.post(path, body, "Authorization", "Bearer ze_2").statusCode())
                .isBetween(200, 202);
        simulator.reset();
        assertThat(client.post(path, body, key).statusCode()).isBetween(200, 202);
    }

    @Test
    void anInvalidLimitIsRefused() {
        assertThatThrownBy(() -> SimulatorOptions.builder().rateLimit(-1, Duration.ofSeconds(1)))
                .hasMessageContaining("creates");
        assertThatThrownBy(() -> SimulatorOptions.builder().rateLimit(1, Duration.ZERO))
                .hasMessageContaining("window");
    }
}
