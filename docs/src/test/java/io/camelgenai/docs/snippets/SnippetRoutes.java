package io.camelgenai.docs.snippets;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenerationTimeoutException;
import java.io.InputStream;
import java.util.Map;
import javax.naming.ServiceUnavailableException;
import org.apache.camel.builder.RouteBuilder;

/** The routes of the pages in Java; {@code routes.yaml} and {@code routes.xml} contain the same routes. */
public class SnippetRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // tag::first[]
        from("file:prompts?include=.*[.]txt")
                .to("genai:llmstats/flux-1.1-pro?param.aspect_ratio=16:9")
                .log("${body.id} is ${body.status}: ${body.artifacts[0].url}");
        // end::first[]

        // tag::save[]
        from("direct:save")
                .to("genai:llmstats/flux-1.1-pro?param.n=2")
                .split(simple("${body.artifacts}"))
                .to("genai:llmstats?operation=download")
                .to("file:pictures");
        // end::save[]

        // tag::save-completed[]
        from("genai:llmstats?channel=pictures&statuses=COMPLETED")
                .split(simple("${body.artifacts}"))
                .to("genai:llmstats?operation=download")
                .to("file:pictures?tempPrefix=.part-");
        // end::save-completed[]

        // tag::animate[]
        from("file:frames?include=.*[.]png")
                .setHeader("CamelGenAiInputs", simple("${map(first-frame,${body})}"))
                .setBody(constant("The boat begins to move"))
                .to("genai:runway/gen4_turbo?param.ratio=1280:720&timeout=15m&idempotencyKey=${file:name}")
                .split(simple("${body.artifacts}"))
                .to("genai:runway?operation=download")
                .to("file:films");
        // end::animate[]

        // tag::compare[]
        from("direct:compare")
                .setHeader("CamelGenAiInputs", simple("{\"image\": [\"${header.before}\", \"${header.after}\"]}"))
                .to("genai:openai-chat/gpt-4o-mini")
                .log("${body.text}");
        // end::compare[]

        // tag::create[]
        from("direct:order")
                .to("genai:llmstats/flux-1.1-pro?operation=create&carryHeaders=order")
                .log("Created ${header.CamelGenAiGenerationId}");
        // end::create[]

        // tag::terminal[]
        from("genai:llmstats")
                .filter(simple("${body.status} == 'COMPLETED'"))
                .log("Order ${header.order}: ${body.artifacts[0].url}");
        // end::terminal[]

        // tag::events[]
        from("genai:llmstats?emit=events").log("${body.generationId}: ${header.CamelGenAiEventType}");
        // end::events[]

        // tag::redelivery[]
        from("genai:llmstats?channel=orders&statuses=COMPLETED,FAILED&redeliveryDelay=10s&maxDeliveries=5")
                .log("${header.CamelGenAiGenerationId} is ${header.CamelGenAiStatus}");
        // end::redelivery[]

        // tag::stream[]
        from("direct:ask")
                .to("genai:privategpt?operation=stream")
                .split(body())
                .streaming()
                .filter(simple("${body.type} == 'TEXT'"))
                .log("${body.text}");
        // end::stream[]

        // tag::text[]
        from("direct:write")
                .to("genai:privategpt?operation=stream")
                .convertBodyTo(InputStream.class)
                .to("file:answers?fileName=${exchangeId}.txt");
        // end::text[]

        // tag::await[]
        from("direct:await").to("genai:llmstats?operation=await&timeout=5m").log("${body.status}");
        // end::await[]

        // tag::cancel[]
        from("direct:cancel")
                .to("genai:privategpt?operation=cancel")
                .choice()
                .when(header(GenAiConstants.STATUS).isEqualTo("CANCELED"))
                .log("${body.id} was canceled")
                .otherwise()
                .log("${body.id} is ${body.status}");
        // end::cancel[]

        // tag::track[]
        from("direct:adopt").to("genai:llmstats?operation=track&channel=orders");
        // end::track[]

        // tag::timeout[]
        from("direct:limited")
                .doTry()
                .to("genai:llmstats/flux-1.1-pro?timeout=2m&channel=orders")
                .doCatch(GenerationTimeoutException.class)
                .log("${header.CamelGenAiGenerationId} continues; channel orders receives its completion")
                .end();
        // end::timeout[]

        // tag::quiet[]
        from("direct:quiet")
                .to("genai:llmstats/flux-1.1-pro?throwExceptionOnFailure=false")
                .filter(header(GenAiConstants.STATUS).isNotEqualTo("COMPLETED"))
                .log("${header.CamelGenAiErrorCode}: ${header.CamelGenAiErrorMessage}");
        // end::quiet[]

        // tag::once[]
        from("file:orders?include=.*[.]txt")
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=orders&idempotencyKey=${file:name}");
        // end::once[]

        // tag::failover[]
        from("direct:either")
                .doTry()
                .to("genai:llmstats/flux-1.1-pro")
                .doCatch(GenAiException.class)
                .onWhen(simple("${exception.nothingCreated}"))
                .to("genai:fal/fal-ai/flux/dev")
                .end();
        // end::failover[]

        // tag::balanced[]
        from("direct:balanced")
                .loadBalance()
                .failover(ServiceUnavailableException.class)
                .to("direct:llmstats")
                .to("direct:fal");

        from("direct:llmstats")
                .doTry()
                .to("genai:llmstats/flux-1.1-pro")
                .doCatch(GenAiException.class)
                .onWhen(simple("${exception.nothingCreated}"))
                .throwException(ServiceUnavailableException.class, "${exception.message}")
                .end();

        from("direct:fal")
                .doTry()
                .to("genai:fal/fal-ai/flux/dev")
                .doCatch(GenAiException.class)
                .onWhen(simple("${exception.nothingCreated}"))
                .throwException(ServiceUnavailableException.class, "${exception.message}")
                .end();
        // end::balanced[]

        // tag::dynamic[]
        from("direct:any-model").toD("genai:llmstats/${header.model}?idempotencyKey=${header.order}");
        // end::dynamic[]

        // tag::params[]
        from("direct:seeded")
                .setHeader(GenAiConstants.PARAMS, constant(Map.of("seed", 7, "size", "256x256")))
                .to("genai:llmstats/flux-1.1-pro");
        // end::params[]

        // tag::json[]
        from("direct:conversation").to("genai:privategpt?inputFormat=json&param.max_tokens=200");
        // end::json[]

        // tag::system[]
        from("direct:brief")
                .to("genai:openai-chat/gpt-5?system=Answer in one sentence.")
                .log("${body.text}");
        // end::system[]

        // tag::schema[]
        from("direct:city")
                .to("genai:openai-chat/gpt-5?jsonSchema=classpath:io/camelgenai/docs/snippets/city.json")
                .log("${body.text}");
        // end::schema[]

        // tag::responses[]
        from("direct:two-turns")
                .to("genai:openai-responses/gpt-5.2")
                .setHeader(
                        GenAiConstants.PARAMS,
                        simple("{\"previous_response_id\": \"${header.CamelGenAiGenerationId}\"}"))
                .setBody(constant("And in one sentence?"))
                .to("genai:openai-responses/gpt-5.2")
                .log("${body.text}");
        // end::responses[]

        // tag::interactions[]
        from("direct:two-interactions")
                .to("genai:gemini-interactions/gemini-3-flash")
                .setHeader(
                        GenAiConstants.PARAMS,
                        simple("{\"previous_interaction_id\": \"${header.CamelGenAiGenerationId}\"}"))
                .setBody(constant("And in one sentence?"))
                .to("genai:gemini-interactions/gemini-3-flash")
                .log("${body.text}");
        // end::interactions[]

        // tag::batch-file[]
        from("file:requests?include=.*[.]jsonl")
                .to("genai:openai-batch/gpt-5-mini?operation=create&channel=nightly&idempotencyKey=${file:name}")
                .log("${header.CamelFileName} is ${header.CamelGenAiGenerationId}");
        // end::batch-file[]

        // tag::batch-list[]
        from("direct:reviews")
                .to("genai:openai-batch/gpt-5-mini?operation=create&channel=nightly&system=Name the mood in one word.")
                .log("Created ${header.CamelGenAiGenerationId}");
        // end::batch-list[]

        // tag::batch-results[]
        from("genai:openai-batch?channel=nightly")
                .log("${body.id} is ${body.status}: ${body?.error?.message}")
                .split(simple("${body.artifacts}"))
                .to("genai:openai-batch?operation=download")
                .split(body().tokenize("\n"))
                .streaming()
                .unmarshal()
                .json()
                .setHeader("request", simple("${body[custom_id]}"))
                .to("seda:answers");
        // end::batch-results[]
    }
}
