package io.camelgenai.examples.quarkus;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.quarkus.vertx.web.Param;
import io.quarkus.vertx.web.Route;
import io.quarkus.vertx.web.Route.HandlerType;
import io.quarkus.vertx.web.Route.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** {@code /pictures}: created without waiting, and found by id until the provider forgets them. */
@ApplicationScoped
public class Pictures {

    private static final String ID = "/pictures/:id";

    private final Requests requests;
    private final Offers offers;
    private final Keys keys;

    Pictures(Requests requests, Offers offers, Keys keys) {
        this.requests = requests;
        this.offers = offers;
        this.keys = keys;
    }

    // tag::create[]
    @Route(path = "/pictures", methods = HttpMethod.POST, type = HandlerType.BLOCKING)
    void post(RoutingContext context) {
        Caller caller = new Caller(context);
        requests.handle(caller, () -> {
            Prompt prompt = Prompt.of(context, offers.pictures());
            String first = GatewayRoutes.step("pictures", prompt.model(), 0);
            String key = context.request().getHeader("Idempotency-Key");
            if (key == null || key.isBlank()) {
                accept(caller, requests.send(caller, first, exchange -> exchange.getMessage()
                        .setBody(prompt.text())));
            } else {
                once(caller, prompt, first, key);
            }
        });
    }

    /** A key that an offer has already goes there again, whatever its circuit: any other provider would be paid as well. */
    private void once(Caller caller, Prompt prompt, String first, String key) {
        String known = keys.claim(key, prompt);
        Exchange done = null;
        try {
            done = requests.perform(caller, known == null ? first : "direct:again", exchange -> {
                exchange.setProperty(GatewayRoutes.OFFER, known);
                exchange.getMessage().setBody(prompt.text());
                exchange.getMessage().setHeader(GenAiConstants.IDEMPOTENCY_KEY, key);
            });
        } finally {
            if (known == null) {
                keepOrRelease(key, prompt, done);
            }
        }
        accept(caller, requests.check(caller, done));
    }

    /** Where it is not known which offer has the key, it is the first one: it was asked in any case. */
    private void keepOrRelease(String key, Prompt prompt, @Nullable Exchange done) {
        String offer = done == null ? null : done.getProperty(GatewayRoutes.OFFER, String.class);
        if (done != null && createdNothing(done.getException())) {
            keys.release(key);
        } else {
            keys.keep(key, prompt, offer == null ? firstOffer(prompt) : offer);
        }
    }

    private String firstOffer(Prompt prompt) {
        return Objects.requireNonNull(offers.pictures().get(prompt.model())).get(0);
    }

    private static void accept(Caller caller, Exchange done) {
        caller.accept(
                done.getProperty(GatewayRoutes.OFFER, String.class),
                done.getMessage().getBody(Generation.class));
    }

    private static boolean createdNothing(@Nullable Exception failure) {
        return failure instanceof NoProviderException
                || failure instanceof IllegalArgumentException
                || (failure instanceof GenAiException genAi && genAi.isNothingCreated());
    }
    // end::create[]

    @Route(path = ID, methods = HttpMethod.GET, type = HandlerType.BLOCKING)
    void get(RoutingContext context, @Param("id") String id) {
        Caller caller = new Caller(context);
        requests.handle(caller, () -> caller.show(id, call(caller, "direct:get", id)));
    }

    @Route(path = ID, methods = HttpMethod.DELETE, type = HandlerType.BLOCKING)
    void cancel(RoutingContext context, @Param("id") String id) {
        Caller caller = new Caller(context);
        requests.handle(caller, () -> {
            PictureId picture = PictureId.parse(id, offers.pictures());
            Exchange done = perform(caller, "direct:cancel", picture);
            if (done.getException() instanceof IllegalArgumentException) {
                throw new ProblemException(new Problem(
                        409, "not-cancelable", "The provider of this picture cancels nothing: it is completed", null));
            }
            caller.show(id, requests.check(caller, done).getMessage().getBody(Generation.class));
        });
    }

    @Route(path = ID + "/file", methods = HttpMethod.GET, type = HandlerType.BLOCKING)
    void file(RoutingContext context, @Param("id") String id) {
        Caller caller = new Caller(context);
        requests.handle(caller, () -> {
            Generation picture = call(caller, "direct:get", id);
            if (picture.status() != GenerationStatus.COMPLETED) {
                throw new ProblemException(new Problem(
                        409, "not-complete", "The picture has no file, or not yet", "It is " + picture.status()));
            }
            requests.send(caller, "direct:file", exchange -> {
                exchange.setProperty(
                        GatewayRoutes.OFFER,
                        PictureId.parse(id, offers.pictures()).offer());
                exchange.getMessage().setBody(picture);
            });
        });
    }

    private Generation call(Caller caller, String endpoint, String id) {
        Exchange done = perform(caller, endpoint, PictureId.parse(id, offers.pictures()));
        return requests.check(caller, done).getMessage().getBody(Generation.class);
    }

    private Exchange perform(Caller caller, String endpoint, PictureId picture) {
        return requests.perform(caller, endpoint, exchange -> {
            exchange.setProperty(GatewayRoutes.OFFER, picture.offer());
            exchange.getMessage().setHeader(GenAiConstants.GENERATION_ID, picture.generation());
        });
    }
}
