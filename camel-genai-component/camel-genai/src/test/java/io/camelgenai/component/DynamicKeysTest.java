package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Promise 2: two different keys are never one, whatever {@code toD} makes of a URI that contains them. */
class DynamicKeysTest extends GenAiTestSupport {

    private static final String CREATE = "genai:privategpt?operation=create&channel=";

    private final AtomicInteger counter = new AtomicInteger();

    @Override
    public void routes(RouteBuilder routes) {
        Properties properties = new Properties();
        properties.setProperty("shop", "shop-1");
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getRegistry().bind("counter", counter);
        routes.errorHandler(routes.noErrorHandler());
        routes.from("direct:key").to(CREATE + "keys&idempotencyKey=${header.order}");
        routes.from("direct:last").toD(CREATE + "keys&idempotencyKey=${header.order}");
        routes.from("direct:first")
                .toD("genai:privategpt?idempotencyKey=${header.order}&operation=create&channel=keys");
        routes.from("direct:raw")
                .toD("genai:privategpt?operation=create&idempotencyKey=RAW(${header.order})&channel=keys");
        routes.from("direct:composed")
                .toD(CREATE + "composed&idempotencyKey={{shop}}-${header.order}+-v1&carryHeaders=${header.n}");
        routes.from("direct:counted").toD(CREATE + "counted&idempotencyKey=${bean:counter?method=incrementAndGet}");
        routes.from("direct:options").toD("genai:privategpt?${header.options}");
        routes.from("direct:get").toD("genai:privategpt?generationId=${header.order}&operation=get");
    }

    private static final List<String> KEYS = List.of(
            "AB+C==",
            "AB C==",
            "ABC==",
            "a&b=c",
            "a",
            "a\n",
            "a\u0001",
            "a&channel=other",
            "a&idempotencyKey=b",
            "RAW(z)",
            "z",
            "RAW{z}",
            "RAW(z",
            "100%",
            "100%25",
            "a%2Bb",
            "a+b",
            "a b",
            "a b ",
            " a b",
            "Gr\u00fc\u00dfe",
            "Gr%C3%BC%C3%9Fe",
            "\uD83D\uDE00",
            "what?",
            "#1",
            "a=b",
            "${body}",
            "$simple{body}",
            "\"quoted\"",
            "a/b:c;d,e",
            "tab\tand\nline");

    private static String idOf(Exchange done) {
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody(Generation.class).id();
    }

    @Test
    void everyKeyArrivesAsItIs() {
        Map<String, String> ids = new LinkedHashMap<>();
        for (String key : KEYS) {
            ids.put(key, idOf(send("direct:key", PROMPT, "order", key)));
        }
        assertThat(ids.values()).doesNotHaveDuplicates();

        for (String route : List.of("direct:last", "direct:first", "direct:raw")) {
            ids.forEach((key, id) -> assertThat(idOf(send(route, PROMPT, "order", key)))
                    .as(route + " with " + key)
                    .isEqualTo(id));
        }
        assertThat(simulator.generationsCreated()).isEqualTo(KEYS.size());
        assertThat(context.getEndpoints())
                .filteredOn(each -> each.getEndpointUri().contains("channel=keys"))
                .as("one endpoint for all keys, beside that of the route with to")
                .hasSize(2);
    }

    @Test
    void aKeyThatCannotArriveIsAnErrorAndNeverAnotherKey() {
        int arrived = 0;
        for (String key : List.of("{{shop}}", "{{nothing}}", "{{?nothing}}", "a{{shop}}")) {
            Exchange sent = send("direct:last", PROMPT, "order", key);
            // Later versions of Camel leave a placeholder in a value alone, so that the key arrives as it is.
            if (sent.getException() == null) {
                String other =
                        key.replace("{{shop}}", "shop-1").replace("{{", "").replace("}}", "");
                assertThat(idOf(sent)).as(key).isNotEqualTo(idOf(send("direct:last", PROMPT, "order", other)));
                arrived += 2;
            }
        }
        assertThat(send("direct:last", PROMPT).getException()).hasMessageContaining("has no value");
        assertThat(template.request("direct:composed", exchange -> {
                            exchange.getMessage().setBody(PROMPT);
                            exchange.getMessage().setHeader("order", "1");
                            exchange.getMessage().setHeader("n", "1&idempotencyKey=shop-1-2-v1");
                        })
                        .getException())
                .hasMessage(
                        "The option idempotencyKey has a value in toD that cannot be distinguished from the rest of the URI:"
                                + " set the header CamelGenAiIdempotencyKey in its place");
        assertThat(simulator.requests()).hasSize(arrived);
    }

    @Test
    void textOfTheTemplateIsPartOfTheKey() {
        String composed = idOf(send("direct:composed", PROMPT, "order", "1&2"));
        Exchange same = template.request(CREATE + "composed", exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage().setHeader("CamelGenAiIdempotencyKey", "shop-1-1&2+-v1");
        });

        assertThat(idOf(same)).isEqualTo(composed);
    }

    @Test
    void anExpressionWithAnotherValueEachTimeIsTakenFromTheUri() {
        assertThat(idOf(send("direct:counted", PROMPT))).isNotEqualTo(idOf(send("direct:counted", PROMPT)));
    }

    @Test
    void optionsThatAMessageBringsAreUriText() {
        String id = idOf(send("direct:key", PROMPT, "order", "AB C=="));
        String options = "operation=create&channel=keys&idempotencyKey=";

        assertThat(idOf(send("direct:options", PROMPT, "options", options + "AB+C==")))
                .isEqualTo(id);
        assertThat(idOf(send("direct:options", PROMPT, "options", options + "RAW(AB C==)")))
                .isEqualTo(id);
    }

    @Test
    void anIdArrivesAsItIs() {
        send("direct:get", PROMPT, "order", "a+b&operation=create");

        assertThat(simulator.requests()).singleElement().satisfies(each -> assertThat(each.path())
                .isEqualTo("/privategpt/v1/messages/async/a+b&operation=create/status"));
    }
}
