package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A create that no consumer receives is logged once for each endpoint, with the channels that have a consumer. */
class ConsumerCheckTest extends GenAiTestSupport {

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("genai:llmstats?channel=pictures").to("mock:pictures");
        routes.from("genai:llmstats/flux-1.1-pro?channel=posters&connection=llmstats")
                .to("mock:posters");
        routes.from("genai:privategpt?emit=events").to("mock:events");
    }

    private void create(String uri) {
        assertThat(send(uri + "&operation=create", "a pond").getException()).isNull();
    }

    private List<String> warnings() {
        return Stream.of(log.toString(StandardCharsets.UTF_8).split("\n"))
                .filter(line -> line.contains("No consumer on this node receives"))
                .map(line -> line.replaceFirst(".*(?=No consumer)", ""))
                .toList();
    }

    @Test
    void aCreateWithoutAConsumerIsLoggedOnceForEachChannel() {
        for (int i = 0; i < 3; i++) {
            create("genai:llmstats/flux-1.1-pro?channel=picture");
        }
        create("genai:llmstats/flux-1.1-pro?channel=other");

        assertThat(warnings())
                .containsExactly(
                        "No consumer on this node receives what is created in channel picture of"
                                + " genai:llmstats/flux-1.1-pro. Its consumers are of channel default of genai:privategpt;"
                                + " channel pictures of genai:llmstats; channel posters of genai:llmstats/flux-1.1-pro. Add"
                                + " from(\"genai:llmstats?channel=picture\"), name the channel of a consumer, or use"
                                + " operation=generate, which waits",
                        warnings()
                                .get(0)
                                .replace("channel picture ", "channel other ")
                                .replace("=picture", "=other"));
    }

    @Test
    void aConsumerOfAnotherModelIsNone() {
        create("genai:llmstats/flux-schnell?channel=posters");

        assertThat(warnings()).singleElement().asString().contains("channel posters of genai:llmstats/flux-schnell.");
    }

    @Test
    void aCreateWithAConsumerIsNotLogged() {
        create("genai:llmstats/flux-1.1-pro?channel=pictures");
        create("genai:llmstats/flux-1.1-pro?channel=posters");
        create("genai:privategpt?channel=default");
        assertThat(send("genai:llmstats/flux-1.1-pro?channel=nobody", "a pond").getException())
                .isNull();

        assertThat(warnings()).isEmpty();
    }
}
