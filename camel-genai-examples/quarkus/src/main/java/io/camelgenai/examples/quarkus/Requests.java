package io.camelgenai.examples.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jboss.logging.Logger;

/** Sends requests into the routes, and answers their failures. */
@ApplicationScoped
class Requests {

    private static final Logger LOG = Logger.getLogger(Requests.class);

    private final ProducerTemplate template;

    Requests(ProducerTemplate template) {
        this.template = template;
    }

    /** Runs what answers a caller. What one that has disconnected asks for is not bought. */
    void handle(Caller caller, Runnable action) {
        if (caller.isGone()) {
            return;
        }
        try {
            action.run();
        } catch (ProblemException e) {
            caller.fail(e.problem());
        } catch (RuntimeException e) {
            LOG.error("A request failed in the gateway", e);
            caller.fail(Problem.of(e));
        }
    }

    /** Sends a message and waits until its route is done. A failure becomes a {@link ProblemException}. */
    Exchange send(Caller caller, String endpoint, Consumer<Exchange> message) {
        return check(caller, perform(caller, endpoint, message));
    }

    /** Sends a message and waits until its route is done, or has failed. */
    Exchange perform(Caller caller, String endpoint, Consumer<Exchange> message) {
        return template.request(endpoint, exchange -> {
            exchange.setProperty(GatewayRoutes.CALLER, caller);
            message.accept(exchange);
        });
    }

    /** Throws where an exchange has failed. */
    Exchange check(Caller caller, Exchange done) {
        Exception failure = done.getException();
        if (failure == null) {
            return done;
        }
        String offer = done.getProperty(GatewayRoutes.OFFER, String.class);
        Problem problem = Problem.of(failure);
        LOG.warnf("%d %s, last asked was %s: %s", problem.status(), problem.code(), offer, failure.getMessage());
        caller.answeredBy(offer);
        throw new ProblemException(problem);
    }
}
