package io.camelgenai.examples.quarkus;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStream;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** The way of a request through the providers. */
@ApplicationScoped
public class GatewayRoutes extends RouteBuilder {

    /** The exchange property with the {@link Caller}. */
    static final String CALLER = "caller";

    /** The exchange property with the offer that was asked last. */
    static final String OFFER = "offer";

    /** The exchange property with the last failure of an offer after which the next one was asked. */
    private static final String FAILURE = "failure";

    private final Offers offers;

    GatewayRoutes(Offers offers) {
        this.offers = offers;
    }

    // tag::routes[]
    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        offers.answers().forEach((model, providers) -> steps("answers", model, providers, "stream", copyTheText()));
        offers.pictures()
                .forEach((model, providers) -> steps("pictures", model, providers, "create", nameTheProvider()));

        for (String provider : Offers.providers(offers.pictures().values())) {
            from("genai:" + provider)
                    .routeId("completed-" + provider)
                    .log("Picture ${body.id} of ${body.provider} is ${body.status}");
        }

        from("direct:again")
                .toD("genai:${exchangeProperty.offer}?operation=create")
                .process(nameTheProvider());
        from("direct:get").toD("genai:${exchangeProperty.offer}?operation=get");
        from("direct:cancel")
                .setHeader(GenAiConstants.OPERATION, constant("cancel"))
                .toD("genai:${exchangeProperty.offer}");
        from("direct:file")
                .toD("genai:${exchangeProperty.offer}?operation=download")
                .process(sendTheFile());
    }

    /** A route for each provider, and one after the last. The next one is asked only where nothing is paid for twice. */
    private void steps(String kind, String model, List<String> providers, String operation, Processor answer) {
        for (int i = 0; i < providers.size(); i++) {
            String name = kind + "-" + model + "-" + i + "-" + Offers.provider(providers.get(i));
            getContext().getRegistry().bind(name, CircuitBreaker.of(name, circuit()));
            from(step(kind, model, i))
                    .routeId(name)
                    .setProperty(OFFER, constant(providers.get(i)))
                    .circuitBreaker()
                    .resilience4jConfiguration()
                    .circuitBreaker(name)
                    .end()
                    .to("genai:" + providers.get(i) + "?operation=" + operation)
                    .process(answer)
                    .onFallback()
                    .choice()
                    .when(GatewayRoutes::nothingIsCreated)
                    .to(step(kind, model, i + 1))
                    .otherwise()
                    .process(GatewayRoutes::fail)
                    .end()
                    .end();
        }
        from(step(kind, model, providers.size())).process(GatewayRoutes::fail);
    }

    /** An open circuit has no exception. */
    private static boolean nothingIsCreated(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure == null) {
            return true;
        }
        exchange.setProperty(FAILURE, failure);
        return failure instanceof GenAiException genAi && genAi.isNothingCreated();
    }

    /** The last provider that was asked says more than an open circuit. */
    private static void fail(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(FAILURE, Exception.class);
        throw failure == null ? new NoProviderException() : failure;
    }
    // end::routes[]

    // tag::circuit[]
    /** Five failures within the last ten requests open a circuit for a minute. */
    private static CircuitBreakerConfig circuit() {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(5)
                .waitDurationInOpenState(Duration.ofMinutes(1))
                .recordException(GatewayRoutes::isFaultOfTheProvider)
                .build();
    }

    /** A prompt that a provider refuses, or does not complete for its content or its length, says nothing about the provider. */
    private static boolean isFaultOfTheProvider(Throwable failure) {
        if (failure instanceof GenerationFailedException failed) {
            GenerationError error = failed.getGeneration().error();
            return error != null && error.retryable();
        }
        return failure instanceof GenAiException genAi && genAi.getFailureKind().concernsConnection();
    }
    // end::circuit[]

    private static Processor copyTheText() {
        return exchange -> caller(exchange).copy(exchange.getMessage().getBody(GenerationStream.class));
    }

    /** The caller of a picture is answered when it is stored which provider has its key. */
    private static Processor nameTheProvider() {
        return exchange -> caller(exchange);
    }

    private static Processor sendTheFile() {
        return exchange -> sendTheFile(caller(exchange), exchange.getMessage());
    }

    private static void sendTheFile(Caller caller, Message message) throws IOException {
        caller.file(
                message.getBody(InputStream.class),
                message.getHeader(Exchange.CONTENT_TYPE, String.class),
                message.getHeader("CamelFileLength", Long.class));
    }

    private static Caller caller(Exchange exchange) {
        Caller caller = Objects.requireNonNull(exchange.getProperty(CALLER, Caller.class));
        caller.answeredBy(exchange.getProperty(OFFER, String.class));
        return caller;
    }

    /** The endpoint of a step: the first one has the number 0, and the one after the last provider fails. */
    static String step(String kind, String model, int number) {
        return "direct:" + kind + "-" + model + "-" + number;
    }
}
