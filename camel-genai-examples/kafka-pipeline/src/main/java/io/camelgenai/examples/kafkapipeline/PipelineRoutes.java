package io.camelgenai.examples.kafkapipeline;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/**
 * Reads requests from a topic, and sends what became of each to another. Every process has these routes: Kafka divides the partitions among
 * them, and the database the completions.
 */
public final class PipelineRoutes extends RouteBuilder {

    private static final String REJECTED = "kafka:{{topics.rejected}}?brokers={{brokers}}";
    private static final String PLACE = "${header.%s}-${header.%s}-${header.%s}"
            .formatted(KafkaConstants.TOPIC, KafkaConstants.PARTITION, KafkaConstants.OFFSET);
    private static final long MAX_DELAY = 30_000;

    @Override
    public void configure() {
        // Nothing was created, and a later attempt may succeed: the partition waits, and no request is skipped.
        errorHandler(defaultErrorHandler()
                .maximumRedeliveries(-1)
                .redeliveryDelay(500)
                .useExponentialBackOff()
                .maximumRedeliveryDelay(MAX_DELAY)
                .retryAttemptedLogLevel(LoggingLevel.WARN)
                .retryAttemptedLogInterval(10)
                .logExhausted(false));

        // The partition has another owner by now, who reads the message again: with the same key, it is the same
        // picture.
        onException(CommitFailedException.class, RebalanceInProgressException.class)
                .handled(true)
                .log(LoggingLevel.WARN, "Not committed, and read again: ${exception.message}");

        // It may have been created. Only an operator can find out, and the partition does not wait for one.
        onException(GenerationOutcomeUnknownException.class)
                .handled(true)
                .setHeader("reason", simple("${exception.message}"))
                .to("kafka:{{topics.unknown}}?brokers={{brokers}}")
                .process(PipelineRoutes::commit);

        // It was not created, and would not be the next time: the prompt or a parameter is refused.
        onException(IllegalArgumentException.class)
                .handled(true)
                .setHeader("reason", simple("${exception.message}"))
                .to(REJECTED)
                .process(PipelineRoutes::commit);
        onException(GenAiHttpException.class)
                .onWhen(exchangeProperty("CamelAiErrorCategory").isEqualTo("VALIDATION"))
                .handled(true)
                .setHeader("code", header(GenAiConstants.ERROR_CODE))
                .setHeader("reason", header(GenAiConstants.ERROR_MESSAGE))
                .to(REJECTED)
                .process(PipelineRoutes::commit);

        // tag::routes[]
        // The place of a message in its topic is the key: read again after a crash, it is the same picture.
        from("kafka:{{topics.wanted}}?brokers={{brokers}}&groupId={{group}}&consumersCount={{consumers}}"
                        + "&autoOffsetReset=earliest&autoCommitEnable=false&allowManualCommit=true&maxPollRecords=10")
                .routeId("wanted")
                .setHeader("order", header(KafkaConstants.KEY))
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=pictures&carryHeaders=order"
                        + "&idempotencyKey=" + PLACE)
                .process(PipelineRoutes::commit);

        // One process gets each completion. It is acknowledged after the files are stored and the event is sent.
        from("genai:llmstats?channel=pictures&concurrentConsumers=10&redeliveryDelay=1s")
                .routeId("completed")
                .errorHandler(noErrorHandler())
                .setProperty("generation", body())
                .split(simple("${body.artifacts}"))
                .to("genai:llmstats?operation=download")
                .to("file:{{folder}}")
                .end()
                .setBody(exchangeProperty("generation"))
                .process(new CloudEventHeaders())
                .setHeader(KafkaConstants.KEY, header("order"))
                .to("kafka:{{topics.done}}?brokers={{brokers}}");
        // end::routes[]
    }

    private static void commit(Exchange exchange) {
        KafkaManualCommit commit =
                exchange.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class);
        Objects.requireNonNull(commit, "The consumer has allowManualCommit=true")
                .commit();
    }
}
