package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;

/** An application on the simulator that exposes the actuator endpoint {@code genai} over HTTP. */
@ExtendWith(NoLeaks.class)
@CamelSpringBootTest
@SpringBootTest(
        classes = EndpointTestSupport.App.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.endpoints.web.exposure.include=genai",
            "camel.genai.simulator.enabled=true",
            "camel.genai.simulator.pace=0.02",
            "camel.component.genai.connections[llmstats].apiKey=ze_canary-7d1f"
        })
@DirtiesContext
abstract class EndpointTestSupport {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String PROMPT = "a canary-7d1f in a coal mine";

    /** Each delivery fails while it is set. */
    static final AtomicBoolean BROKEN = new AtomicBoolean();

    @LocalManagementPort
    int port;

    @Autowired
    ProducerTemplate template;

    @Autowired
    GenAiSimulator simulator;

    @Configuration
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    static class App {

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:order").to("genai:llmstats/flux-1.1-pro?operation=create");
                    from("genai:llmstats?maxDeliveries=1&redeliveryDelay=10ms")
                            .process(exchange -> {
                                if (BROKEN.get()) {
                                    throw new IllegalStateException("The printer is out of paper");
                                }
                            })
                            .to("mock:completed");
                }
            };
        }
    }

    HttpResponse<String> send(String method, String path, Object body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.body()).doesNotContain(NoLeaks.CANARY);
        return response;
    }

    JsonNode unresolved(String list) throws Exception {
        HttpResponse<String> response = send("GET", "genai", Map.of());
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body()).get(list);
    }

    /** Sends a create whose answer is lost, and returns its key. */
    String loseAnswer() throws Exception {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        assertThatThrownBy(() ->
                        template.sendBodyAndHeader("direct:order", PROMPT, GenAiConstants.CORRELATION_ID, "order-7"))
                .hasCauseInstanceOf(GenerationOutcomeUnknownException.class);
        JsonNode unknown = unresolved("unknownOutcomes");
        assertThat(unknown).hasSize(1);
        assertThat(unknown.at("/0/connection").asText()).isEqualTo("llmstats");
        assertThat(unknown.at("/0/correlationId").asText()).isEqualTo("order-7");
        return unknown.at("/0/key").asText();
    }
}
