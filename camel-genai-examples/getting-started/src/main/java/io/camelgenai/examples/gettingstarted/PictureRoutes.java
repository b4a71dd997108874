package io.camelgenai.examples.gettingstarted;

import io.camelgenai.component.GenAiConstants;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** From prompts in files to pictures in files. */
final class PictureRoutes extends RouteBuilder {

    private final Album album;
    private final Progress progress;

    PictureRoutes(Album album, Progress progress) {
        this.album = album;
        this.progress = progress;
    }

    @Override
    public void configure() {
        onException(Exception.class).handled(true).bean(album, "failed");

        // Creates a generation for every prompt. The correlation id identifies it, and the header Prompt is carried
        // with it.
        from("file:{{prompts}}?includeExt=txt,tsv&noop=true&initialDelay=0")
                .routeId("prompts")
                .split(method(PromptFile.class, "prompts"))
                .streaming()
                .setHeader("Prompt", body())
                .setHeader(GenAiConstants.CORRELATION_ID, method(album, "add"))
                .to("direct:create")
                .end()
                .bean(album, "fileRead");

        from("direct:create")
                .routeId("create")
                .to("genai:llmstats/{{model}}?operation=create&carryHeaders=Prompt"
                        + "&idempotencyKey=${header.CamelFileName} ${exchangeProperty.CamelSplitIndex}");

        // Updates the progress bar with every event of a generation.
        from("genai:llmstats?emit=events").routeId("progress").bean(progress, "update");
        from("timer:redraw?period=100&delay=0").routeId("redraw").bean(progress, "redraw");

        // Receives each terminal generation once.
        from("genai:llmstats")
                .routeId("pictures")
                .setProperty("generation", body())
                .filter(simple("${body.status} == 'COMPLETED'"))
                .to("direct:download")
                .end()
                .bean(album, "completed");

        // Fetches the first file of the generation, complete and verified.
        from("direct:download")
                .routeId("download")
                .to("genai:llmstats?operation=download")
                .setHeader(Exchange.FILE_NAME, simple("${header.CamelGenAiCorrelationId}.png"))
                .to("file:{{gallery}}/pictures?tempPrefix=.part-");
    }
}
