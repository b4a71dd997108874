package io.camelgenai.docs.snippets.recipes;

// tag::route[]
import org.apache.camel.builder.RouteBuilder;

public class DescribedPictures extends RouteBuilder {

    @Override
    public void configure() {
        from("file:products?include=.*[.]png")
                .routeId("describe")
                .setHeader("CamelGenAiInputs", simple("${map(image,${body})}"))
                .setBody(constant("Describe this product for people who cannot see it."))
                .to("genai:openai-chat/gpt-5-mini?jsonSchema=classpath:product.json&idempotencyKey=${file:name}")
                .filter(simple("${body.status} == 'COMPLETED'"))
                .setBody(simple("${body.text}"))
                .to("file:descriptions?fileName=${file:name.noext}.json");
    }
}
// end::route[]
