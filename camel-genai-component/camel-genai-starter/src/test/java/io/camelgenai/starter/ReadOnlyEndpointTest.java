package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The actuator endpoint with the access that it has by default. */
class ReadOnlyEndpointTest extends EndpointTestSupport {

    @Test
    void itReadsAndChangesNothing() throws Exception {
        assertThat(unresolved("parkedDeliveries")).isEmpty();
        String key = loseAnswer();

        for (String operation : List.of("resolve", "discard", "askProvider", "redeliver", "redeliverAll")) {
            HttpResponse<String> response = send("POST", "genai/" + operation, Map.of("key", key, "generationId", "x"));
            assertThat(response.statusCode()).as(operation).isIn(404, 405);
        }
        assertThat(unresolved("unknownOutcomes").at("/0/key").asText()).isEqualTo(key);
    }
}
