package io.camelgenai.component.monitoring;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.GenAiConfiguration;
import io.camelgenai.component.GenAiConfiguration.Emit;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.component.GenAiEndpoint;
import io.camelgenai.component.Operation;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStatus;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the spans of Camel's telemetry the attributes of OpenTelemetry's conventions for generative AI, {@code gen_ai.*}: names
 * and numbers only, never a prompt or a text. camel-telemetry finds this class as a service.
 */
public final class GenAiSpanDecorator extends AbstractSpanDecorator {

    private static final String CONSUMER_SPAN = "CamelGenAiConsumerSpan";
    private static final String OTHER = "_OTHER";

    @Override
    public String getComponent() {
        return "genai";
    }

    @Override
    public String getComponentClassName() {
        return GenAiComponent.class.getName();
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        if (endpoint instanceof GenAiEndpoint genai) {
            span.setTag("gen_ai.provider.name", genai.provider().name());
            if (endpoint == exchange.getFromEndpoint()) {
                // When the route is done, its message may be about another generation.
                exchange.setProperty(CONSUMER_SPAN, span);
                span.setTag(
                        "gen_ai.operation.name",
                        genai.getConfiguration().getEmit() == Emit.events ? "observe" : "receive");
                addResponse(span, exchange.getMessage());
            } else {
                addRequest(span, exchange.getMessage(), genai.getConfiguration());
            }
        }
    }

    private static void addRequest(Span span, Message message, GenAiConfiguration configuration) {
        String name = message.getHeader(GenAiConstants.OPERATION, String.class);
        span.setTag(
                "gen_ai.operation.name", name == null ? convention(configuration.getOperation()) : convention(name));
        String model = message.getHeader(GenAiConstants.MODEL, String.class);
        set(span, "gen_ai.request.model", model == null ? configuration.getModel() : model);
    }

    /** A header may have any value; one that is no operation is not written. */
    private static String convention(String name) {
        try {
            return convention(Operation.valueOf(name));
        } catch (IllegalArgumentException unknown) {
            return OTHER;
        }
    }

    /** The conventions have one name for every operation that creates a generation. */
    private static String convention(Operation operation) {
        return switch (operation) {
            case generate, create, stream -> "generate_content";
            default -> operation.name();
        };
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        super.afterTracingEvent(span, exchange);
        if (exchange.getProperty(CONSUMER_SPAN) == span) {
            exchange.removeProperty(CONSUMER_SPAN);
        } else {
            addResponse(span, exchange.getMessage());
        }
        if (exchange.getException() != null) {
            span.setTag("error.type", errorType(exchange.getException()));
        }
    }

    private static void addResponse(Span span, Message message) {
        set(span, "gen_ai.response.id", message.getHeader(GenAiConstants.GENERATION_ID));
        set(span, "gen_ai.response.model", message.getHeader(GenAiConstants.RESPONSE_MODEL));
        set(span, "gen_ai.response.finish_reasons", message.getHeader(GenAiConstants.FINISH_REASON));
        set(span, "gen_ai.usage.input_tokens", message.getHeader(GenAiConstants.INPUT_TOKENS));
        set(span, "gen_ai.usage.output_tokens", message.getHeader(GenAiConstants.OUTPUT_TOKENS));
        if (GenerationStatus.FAILED.name().equals(message.getHeader(GenAiConstants.STATUS))) {
            set(span, "error.type", message.getHeader(GenAiConstants.ERROR_CODE));
        }
    }

    private static String errorType(Throwable failure) {
        if (failure instanceof GenAiHttpException http) {
            return Integer.toString(http.getStatusCode());
        }
        if (failure instanceof GenerationFailedException failed) {
            Generation generation = failed.getGeneration();
            GenerationError error = generation == null ? null : generation.error();
            return error == null || error.code() == null ? failure.getClass().getName() : error.code();
        }
        return failure.getClass().getName();
    }

    private static void set(Span span, String attribute, @Nullable Object value) {
        if (value != null) {
            span.setTag(attribute, value.toString());
        }
    }
}
