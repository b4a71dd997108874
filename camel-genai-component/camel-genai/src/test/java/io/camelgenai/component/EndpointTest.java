package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
import io.camelgenai.simulator.JournalEntry;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.EndpointServiceRegistry.EndpointService;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.Test;

/** An endpoint as Camel sees it: its service URL, its masked secrets, and one endpoint for many generations. */
class EndpointTest extends GenAiTestSupport {

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:create").to("genai:privategpt?operation=create&channel=nobody");
        routes.from("direct:query")
                .to("genai:privategpt?query.api-version=2024-10-21%20x&channel=nobody")
                .to("genai:privategpt?operation=get")
                .to("genai:privategpt?operation=cancel")
                .to("genai:privategpt?operation=delete");
        routes.from("direct:look").toD("genai:privategpt?operation=get&generationId=${header.job}");
    }

    private GenAiEndpoint endpoint(String uri) {
        return context.getEndpoint(uri, GenAiEndpoint.class);
    }

    @Test
    void itShowsTheBaseUrlOfItsConnection() {
        GenAiEndpoint known = endpoint("genai:privategpt");
        GenAiEndpoint own = endpoint("genai:privategpt?connection=own&baseUrl=http://127.0.0.1:7/gateway");
        GenAiEndpoint plain = endpoint("genai:privategpt?connection=plain");

        assertThat(known.getServiceUrl()).isEqualTo(simulator.baseUrl("privategpt"));
        assertThat(own.getServiceUrl()).isEqualTo("http://127.0.0.1:7/gateway");
        assertThat(plain.getServiceUrl()).isEqualTo("http://localhost:8080");
        assertThat(own.getServiceProtocol()).isEqualTo("http");
    }

    @Test
    void anExtraQueryParameterIsSentWithEveryRequestOfTheConnection() {
        Exchange exchange = send("direct:query", PROMPT);

        assertThat(exchange.getException()).isNull();
        assertThat(simulator.requests())
                .extracting(JournalEntry::operation)
                .contains("create", "stream", "status", "cancel", "delete");
        assertThat(simulator.requests())
                .allSatisfy(each -> assertThat(each.query()).endsWith("api-version=2024-10-21%20x"));
        assertThat(requests("privategpt", "create").get(0).query()).startsWith("message_id=");
    }

    @Test
    void F69_itsServiceMetadataContainsNoSecret() {
        GenAiEndpoint endpoint = endpoint("genai:llmstats/flux-1.1-pro?connection=open&httpHeader.X-Key=" + KEY
                + "&apiKey=" + KEY + "&baseUrl=https://somebody:" + KEY + "@127.0.0.1:7/");

        assertThat(endpoint.getServiceMetadata()).containsOnlyKeys("provider", "connection");
        assertThat(endpoint.getServiceMetadata()).containsEntry("connection", "open");
        assertThat(endpoint.getServiceUrl()).doesNotContain(KEY);
    }

    @Test
    void F69_aHeaderForAGatewayIsMaskedInTheUri() {
        GenAiEndpoint endpoint = endpoint(
                "genai:llmstats/flux-1.1-pro?connection=open&httpHeader.X-Gateway-Key=" + KEY + "&channel=seen");

        assertThat(endpoint.toString()).doesNotContain(KEY).contains("httpHeader.X-Gateway-Key=xxxxxx", "channel=seen");
        assertThat(URISupport.sanitizeUri(endpoint.getEndpointUri())).doesNotContain(KEY);
    }

    @Test
    void F69_keywordsThatTheApplicationMasksStayMasked() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.getCamelContextExtension().setAdditionalSensitiveKeywords("badge");
            other.getComponent("genai");
            other.start();

            assertThat(other.getCamelContextExtension().getAdditionalSensitiveKeywords())
                    .isEqualTo("badge,httpheader");
            assertThat(URISupport.sanitizeUri("log:seen?badge=" + KEY)).doesNotContain(KEY);
        }
    }

    @Test
    void camelListsItAmongItsRemoteServices() {
        send("direct:create", PROMPT);
        List<EndpointService> services =
                context.getCamelContextExtension().getEndpointServiceRegistry().listAllEndpointServices();

        assertThat(services)
                .filteredOn(each -> each.getComponent().equals("genai"))
                .anySatisfy(each -> {
                    assertThat(each.getServiceUrl()).isEqualTo(simulator.baseUrl("privategpt"));
                    assertThat(each.getServiceProtocol()).isEqualTo("http");
                });
    }

    @Test
    void aDynamicGenerationIdCreatesNoEndpointOfItsOwn() {
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(i -> send("direct:create", PROMPT)
                        .getMessage()
                        .getBody(Generation.class)
                        .id())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();

        for (String id : ids) {
            Exchange seen = send("direct:look", "", "job", id);
            assertThat(seen.getException()).isNull();
            assertThat(seen.getMessage().getBody(Generation.class).id()).isEqualTo(id);
        }
        assertThat(context.getEndpoints())
                .filteredOn(each -> each.getEndpointUri().contains("operation=get"))
                .singleElement()
                .satisfies(each -> assertThat(each.getEndpointUri()).doesNotContain("generationId"));
    }
}
