package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.GenerationStream;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise 2: a second create with the same key, while the first is in flight or right after it, by whatever operation and whatever
 * the provider can be asked, is the same generation with the same result.
 */
class KeyInFlightTest extends GenAiTestSupport {

    private static final Map<String, String> MODELS = Map.of(
            "openai-chat", "/gpt-4o-mini?channel=nobody",
            "twelvelabs", "?channel=nobody&param.knowledge_store_id=ks_films",
            "elumenta", "/gpt-4o?channel=nobody",
            "llmstats", "/flux-1.1-pro?channel=nobody",
            "skills-video", "/google/veo-3.1?channel=nobody",
            "privategpt", "?channel=nobody");

    /** The operations that create. */
    private static List<String> operations(String provider) {
        return provider.equals("llmstats") ? List.of("generate", "create") : List.of("generate", "create", "stream");
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.errorHandler(routes.noErrorHandler());
        MODELS.forEach((provider, model) -> routes.from("direct:" + provider)
                .to("genai:" + provider + model + "&idempotencyKey=${header.key}")
                .process(KeyInFlightTest::readEvents));
        routes.from("direct:lenient")
                .to(
                        "genai:openai-chat/gpt-4o-mini?channel=nobody&idempotencyKey=${header.key}&throwExceptionOnFailure=false");
    }

    private static void readEvents(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof GenerationStream stream) {
            List<GenerationEvent> events = new ArrayList<>();
            stream.forEachRemaining(events::add);
            exchange.getMessage().setBody(events);
        }
    }

    private CompletableFuture<Exchange> order(String provider, String operation, String prompt, String key) {
        return template.asyncSend("direct:" + provider, exchange -> {
            exchange.getMessage().setBody(prompt);
            exchange.getMessage().setHeader("key", key);
            exchange.getMessage().setHeader(GenAiConstants.OPERATION, operation);
        });
    }

    /** The generation that an exchange has at the end; the text of a stream from its events. */
    private static Generation result(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof List<?> list) {
            List<GenerationEvent> events =
                    list.stream().map(GenerationEvent.class::cast).toList();
            String text = events.stream()
                    .filter(each -> each.type() == GenerationEventType.TEXT)
                    .map(GenerationEvent::text)
                    .collect(Collectors.joining());
            Generation last = events.get(events.size() - 1).generation();
            return text.isEmpty() ? last : last.with().text(text).build();
        }
        return exchange.getMessage().getBody(Generation.class);
    }

    private static void assertSame(
            SoftAssertions softly, String name, Exchange first, Exchange second, boolean waited) {
        softly.assertThat(second.getException()).as(name).isNull();
        Generation one = result(first);
        Generation two = result(second);
        if (one == null || two == null) {
            softly.fail("%s: %s, %s", name, first.getException(), second.getException());
            return;
        }
        softly.assertThat(two.id()).as("%s: id", name).isEqualTo(one.id());
        if (waited) {
            softly.assertThat(two.status()).as("%s: status", name).isEqualTo(GenerationStatus.COMPLETED);
            if (one.isTerminal()) {
                softly.assertThat(two.text()).as("%s: text", name).isEqualTo(one.text());
                softly.assertThat(two.artifacts()).as("%s: artifacts", name).hasSameSizeAs(one.artifacts());
            }
        }
    }

    private static Set<String> providers() {
        return MODELS.keySet();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void G24_G25_theSameKeyIsTheSameGenerationInEveryOperation(String provider) {
        Map<String, CompletableFuture<Exchange>> firsts = new LinkedHashMap<>();
        Map<String, CompletableFuture<Exchange>> seconds = new LinkedHashMap<>();
        for (String one : operations(provider)) {
            for (String two : operations(provider)) {
                String key = provider + " " + one + " " + two;
                firsts.put(key, order(provider, one, PROMPT + " [takes 1s]", key));
            }
        }
        await().until(() -> simulator.generationsCreated() == firsts.size()
                || firsts.values().stream().allMatch(CompletableFuture::isDone));
        firsts.forEach((key, first) -> {
            String[] parts = key.split(" ");
            seconds.put(key, order(parts[0], parts[2], PROMPT + " [takes 1s]", key));
        });

        SoftAssertions softly = new SoftAssertions();
        firsts.forEach((key, first) ->
                assertSame(softly, key, first.join(), seconds.get(key).join(), !key.endsWith("create")));
        firsts.forEach((key, first) -> {
            String[] parts = key.split(" ");
            Exchange again =
                    order(parts[0], parts[2], PROMPT + " [takes 1s]", key).join();
            assertSame(softly, key + " again", first.join(), again, !key.endsWith("create"));
        });
        softly.assertAll();
        assertThat(simulator.generationsCreated()).isEqualTo(firsts.size());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void G40_aFailedGenerationKeepsItsKey(String provider) {
        SoftAssertions softly = new SoftAssertions();
        Exchange first =
                order(provider, "generate", PROMPT + " [fail]", provider).join();
        softly.assertThat(first.getException()).as(provider).isInstanceOf(GenerationFailedException.class);
        String message = first.getMessage().getHeader(GenAiConstants.ERROR_MESSAGE, String.class);
        softly.assertThat(message).as(provider).isNotBlank();
        for (int i = 0; i < 2; i++) {
            Exchange again =
                    order(provider, "generate", PROMPT + " [fail]", provider).join();
            softly.assertThat(again.getException())
                    .as("%s, use %s", provider, i)
                    .isInstanceOf(GenerationFailedException.class);
            softly.assertThat(again.getMessage().getHeader(GenAiConstants.ERROR_MESSAGE))
                    .as("%s, use %s", provider, i)
                    .isEqualTo(message);
            await().until(() -> unfinished().isEmpty());
        }
        if (operations(provider).contains("stream")) {
            Exchange streamed =
                    order(provider, "stream", PROMPT + " [fail]", provider).join();
            softly.assertThat(streamed.getException()).as(provider).isNull();
            softly.assertThat(result(streamed))
                    .as("%s %s", provider, streamed.getException())
                    .isInstanceOfSatisfying(Generation.class, last -> softly.assertThat(last.status())
                            .as(provider)
                            .isEqualTo(GenerationStatus.FAILED));
        }
        softly.assertAll();
        assertThat(simulator.generationsCreated()).isOne();
        assertThat(repository().records().list(State.ACKNOWLEDGED, "", 100)).hasSize(1);
    }

    @Test
    void G40_aFailedGenerationIsNoExceptionWhereItNeverIs() {
        order("openai-chat", "generate", PROMPT + " [fail]", "openai-chat").join();
        Exchange lenient =
                order("lenient", "generate", PROMPT + " [fail]", "openai-chat").join();

        assertThat(lenient.getException()).isNull();
        assertThat(result(lenient).status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(simulator.generationsCreated()).isOne();
    }
}
