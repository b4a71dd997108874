package io.camelgenai.docs.snippets.recipes;

// tag::route[]
import org.apache.camel.builder.RouteBuilder;

public class PicturesOverKafka extends RouteBuilder {

    private static final String RECORD = "${header[kafka.TOPIC]}-${header[kafka.PARTITION]}-${header[kafka.OFFSET]}";

    @Override
    public void configure() {
        from("kafka:pictures-wanted?groupId=pictures&autoOffsetReset=earliest")
                .routeId("wanted")
                .setHeader("CamelGenAiIdempotencyKey", simple(RECORD))
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=kafka&carryHeaders=kafka.KEY");

        from("genai:llmstats?channel=kafka").routeId("ready").to("kafka:pictures-ready");
    }
}
// end::route[]
