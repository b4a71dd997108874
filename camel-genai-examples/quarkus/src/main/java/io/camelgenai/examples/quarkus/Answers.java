package io.camelgenai.examples.quarkus;

import io.quarkus.vertx.web.Route;
import io.quarkus.vertx.web.Route.HandlerType;
import io.quarkus.vertx.web.Route.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code POST /answers}: a text, as plain text or as server-sent events, while a model writes it. */
@ApplicationScoped
public class Answers {

    private final Requests requests;
    private final Offers offers;

    Answers(Requests requests, Offers offers) {
        this.requests = requests;
        this.offers = offers;
    }

    // tag::post[]
    @Route(path = "/answers", methods = HttpMethod.POST, type = HandlerType.BLOCKING)
    void post(RoutingContext context) {
        Caller caller = new Caller(context);
        requests.handle(caller, () -> {
            Prompt prompt = Prompt.of(context, offers.answers());
            requests.send(caller, GatewayRoutes.step("answers", prompt.model(), 0), exchange -> exchange.getMessage()
                    .setBody(prompt.text()));
        });
    }
    // end::post[]
}
