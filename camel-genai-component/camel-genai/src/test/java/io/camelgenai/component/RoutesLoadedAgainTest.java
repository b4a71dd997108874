package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.GenAiSimulator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G32: an endpoint that has left the context no longer counts among those that set the options of a connection. */
class RoutesLoadedAgainTest extends GenAiTestSupport {

    private static final String CONFLICT =
            "Two endpoints set the option idleTimeout of connection c to different values";

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("genai:privategpt?connection=tracked&baseUrl=" + simulator.baseUrl("privategpt"))
                .routeId("tracking")
                .to("mock:done");
    }

    private String uri(String options) {
        return "genai:privategpt?connection=c&channel=nobody&operation=create&" + options;
    }

    private String here(String options) {
        return uri("baseUrl=" + simulator.baseUrl("privategpt") + options);
    }

    private void add(String id, String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + id).routeId(id).to(uri);
            }
        });
    }

    private void remove(String id) throws Exception {
        context.getRouteController().stopRoute(id);
        assertThat(context.removeRoute(id)).isTrue();
    }

    private void works(String id) {
        Exchange done = send("direct:" + id, PROMPT);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(Generation.class).id()).isNotBlank();
    }

    private Duration idle(String connection) {
        return context.getComponent("genai", GenAiComponent.class)
                .settings(connection)
                .limits()
                .idle();
    }

    private void assertIdle(int seconds) {
        assertThat(idle("c")).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"idleTimeout=90s", "maxRetries=1", "httpHeader.X-Tenant=b", "maxEventSize=1000000"})
    void G32_aRouteIsAddedAgainWithAnotherOption(String option) throws Exception {
        add("a", here("&idleTimeout=60s&maxRetries=3&httpHeader.X-Tenant=a&maxEventSize=2000000"));
        works("a");
        remove("a");
        add("a", here("&" + option));

        works("a");
        assertThat(idle("c")).isEqualTo(Duration.ofSeconds(option.startsWith("idle") ? 90 : 60));
    }

    @Test
    void G32_aRouteIsAddedAgainWithAnotherBaseUrl() throws Exception {
        add("a", here(""));
        works("a");
        remove("a");
        try (GenAiSimulator other = GenAiSimulator.start(options())) {
            add("a", uri("baseUrl=" + other.baseUrl("privategpt")));
            works("a");

            assertThat(other.generationsCreated()).isOne();
            assertThat(simulator.generationsCreated()).isOne();
            remove("a");
            context.getComponent("genai").stop();
        }
    }

    @Test
    void G32_aRouteReplacesTheOneWithItsId() throws Exception {
        add("a", here("&idleTimeout=60s"));
        works("a");
        add("a", here("&idleTimeout=90s"));

        works("a");
        assertIdle(90);
    }

    @Test
    void aStoppedRouteYieldsAndFailsToStartWhileAnotherIsInUse() throws Exception {
        add("a", here("&idleTimeout=60s"));
        assertThatThrownBy(() -> add("b", here("&idleTimeout=90s"))).hasStackTraceContaining(CONFLICT);
        works("a");
        context.getRouteController().stopRoute("a");
        add("b", here("&idleTimeout=90s"));

        works("b");
        assertIdle(90);
        assertThatThrownBy(() -> context.getRouteController().startRoute("a")).hasStackTraceContaining(CONFLICT);
        works("b");
        remove("b");
        context.getRouteController().startRoute("a");
        works("a");
        assertIdle(60);
    }

    @Test
    void whatIsRefusedLeavesNothingBehind() throws Exception {
        add("a", here(""));
        assertThatThrownBy(() -> add("b", here("&idleTimeout=0s&maxRetries=1")))
                .hasStackTraceContaining("the option idleTimeout is not a duration");
        works("a");
        assertIdle(60);
        assertThatThrownBy(() -> add("c", here("&idleTimeout=90s&timeout=0s")))
                .hasStackTraceContaining("The option timeout is not a duration");
        assertIdle(60);
        add("d", here("&idleTimeout=70s"));
        works("d");
        assertIdle(70);
    }

    @Test
    void oneOfTwoRoutesIsRemovedWhileTheOtherIsInFlight() throws Exception {
        add("a", here("&idleTimeout=50s"));
        add("b", here("&operation=generate&channel=b").replace("operation=create&", ""));
        CompletableFuture<Exchange> inFlight =
                template.asyncSend("direct:b", exchange -> exchange.getMessage().setBody(PROMPT + " [takes 4s]"));
        await().until(() -> simulator.generationsCreated() == 1);
        remove("a");
        assertIdle(60);
        add("a", here("&idleTimeout=90s"));
        works("a");

        assertIdle(90);
        assertThat(inFlight.join().getException()).isNull();
        assertThat(inFlight.join().getMessage().getBody(Generation.class).status())
                .isEqualTo(GenerationStatus.COMPLETED);
    }

    @Test
    void aTrackedGenerationIsDeliveredAfterTheRouteThatCreatedItWasLoadedAgain() throws Exception {
        String creating =
                "genai:privategpt?operation=create&connection=tracked&baseUrl=" + simulator.baseUrl("privategpt");
        add("a", creating + "&idleTimeout=50s");
        send("direct:a", PROMPT + " [takes 3s]");
        remove("a");
        remove("tracking");
        add("a", creating + "&idleTimeout=90s");
        mock("done").expectedMessageCount(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("genai:privategpt?connection=tracked").to("mock:done");
            }
        });

        mock("done").assertIsSatisfied();
        assertThat(idle("tracked")).isEqualTo(Duration.ofSeconds(90));
    }

    /** As Camel does: it stops the endpoints of routes, and forgets the others. */
    @Test
    void G32_camelLoadsRoutesAgain() throws Exception {
        add("a", here("&idleTimeout=60s"));
        works("a");
        template.requestBody(here("&idleTimeout=60s&carryHeaders=n"), PROMPT);
        context.getRouteController().removeAllRoutes();
        context.getEndpointRegistry().clear();
        add("a", here("&idleTimeout=90s"));

        works("a");
        assertIdle(90);
    }

    @Test
    void G32_anEndpointOfATemplateIsRemoved() throws Exception {
        template.requestBody(here("&idleTimeout=60s"), PROMPT);
        assertThat(context.removeEndpoints("genai:.*channel=nobody.*")).hasSize(1);
        template.requestBody(here("&idleTimeout=90s"), PROMPT);

        assertIdle(90);
        assertThatThrownBy(() -> template.requestBody(here("&idleTimeout=70s"), PROMPT))
                .hasStackTraceContaining(CONFLICT);
    }

    @Test
    void G32_toDWithAnotherOptionForEachMessage() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:uncached").toD(here("&idleTimeout=${header.idle}s"), -1);
            }
        });
        for (int idle = 1; idle <= 10; idle++) {
            assertThat(send("direct:uncached", PROMPT, "idle", idle).getException())
                    .isNull();
        }

        assertThat(simulator.generationsCreated()).isEqualTo(10);
        assertThat(context.getEndpoints())
                .noneMatch(each -> each.getEndpointUri().contains("idleTimeout"));
    }

    @Test
    void anEndpointThatWasEvictedNoLongerCounts() throws Exception {
        List<Endpoint> before = List.copyOf(context.getEndpoints());
        template.requestBody(here("&idleTimeout=60s"), PROMPT);
        Endpoint evicted = context.getEndpoints().stream()
                .filter(each -> !before.contains(each))
                .findFirst()
                .orElseThrow();
        int size = context.getEndpointRegistry().getMaximumCacheSize();
        for (int i = 0; i <= size; i++) {
            context.getEndpoint("direct:other-" + i);
        }
        assertThat(context.getEndpoints()).doesNotContain(evicted);
        template.requestBody(here("&idleTimeout=90s"), PROMPT);

        assertIdle(90);
    }

    @Test
    void suspendAndResumeChangeNothing() throws Exception {
        add("a", here("&idleTimeout=90s"));
        context.suspend();
        assertIdle(90);
        context.resume();

        works("a");
        assertThatThrownBy(() -> add("b", here("&idleTimeout=60s"))).hasStackTraceContaining(CONFLICT);
    }

    @Test
    void aContextThatStartsAgainWithTheSameComponent() throws Exception {
        try (DefaultCamelContext again = new DefaultCamelContext()) {
            GenAiComponent component = new GenAiComponent();
            for (String idle : List.of("60s", "90s")) {
                again.getRegistry().bind("genai", component);
                again.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").routeId("in").to(here("&idleTimeout=" + idle));
                    }
                });
                again.start();
                again.createProducerTemplate().requestBody("direct:in", PROMPT);
                assertThat(component.settings("c").limits().idle()).hasSeconds(Long.parseLong(idle.replace("s", "")));
                again.getRouteController().stopRoute("in");
                again.removeRoute("in");
                again.stop();
            }
        }
        assertThat(simulator.generationsCreated()).isEqualTo(2);
    }
}
