package io.camelgenai.simulator.server;

import io.camelgenai.simulator.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Routes requests to providers, records them in the journal, and applies the next fault. */
final class Dispatcher {
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Consumer<HttpExchange> control;
    private final Journal journal;
    private final FaultQueue faults;

    Dispatcher(List<Provider> providers, Consumer<HttpExchange> control, Journal journal, FaultQueue faults) {
        providers.forEach(provider -> this.providers.put(provider.name(), provider));
        this.control = control;
        this.journal = journal;
        this.faults = faults;
    }

    void dispatch(HttpExchange exchange) {
        Request request = exchange.request();
        Target target = target(request.method(), request.target());
        if (target == null) {
            handle(exchange, control);
            return;
        }
        Provider provider = target.provider();
        exchange.routed(
                journal.record(request, provider.name(), target.operation()),
                target.parameters(),
                () -> provider.headers(request));
        Fault fault = faults.take(provider.name(), target.operation());
        if (fault == null) {
            handle(exchange, target.handler());
        } else {
            apply(fault, exchange, target);
        }
    }

    /** Takes the fault that happens while the body of a request is read. */
    @Nullable
    Fault takeEarlyFault(String method, String path) {
        Target target = target(method, path);
        return target == null ? null : faults.takeEarly(target.provider().name(), target.operation());
    }

    /** Records a request whose body will never be complete. */
    void recordIncomplete(Request request) {
        Target target = target(request.method(), request.target());
        if (target != null) {
            journal.record(request, target.provider().name(), target.operation());
        }
    }

    private record Target(
            Provider provider, String operation, Map<String, String> parameters, Consumer<HttpExchange> handler) {}

    /** @param path the path with its query */
    private @Nullable Target target(String method, String path) {
        int end = path.indexOf('/', 1);
        Provider provider = end < 0 ? null : providers.get(path.substring(1, end));
        return provider == null ? null : target(provider, method, path.substring(end));
    }

    private static Target target(Provider provider, String method, String path) {
        boolean pathExists = false;
        for (Route route : provider.routes()) {
            Map<String, String> parameters = route.match(path);
            if (parameters != null && route.method().equals(method)) {
                return new Target(provider, route.operation(), parameters, route.handler());
            }
            pathExists |= parameters != null;
        }
        int status = pathExists ? 405 : 404;
        return new Target(provider, "unknown", Map.of(), exchange -> exchange.respond(provider.error(status)));
    }

    private static void apply(Fault fault, HttpExchange exchange, Target target) {
        switch (fault.kind()) {
            case STATUS -> exchange.respond(statusResponse(fault, target.provider()));
            case DELAY -> exchange.schedule(fault.delay().toNanos(), () -> handle(exchange, target.handler()));
            case FORGET -> {
                String id = target.parameters().get("id");
                if (id != null) {
                    target.provider().forget(id);
                }
                handle(exchange, target.handler());
            }
            default -> {
                exchange.inject(fault);
                handle(exchange, target.handler());
            }
        }
    }

    private static Response statusResponse(Fault fault, Provider provider) {
        Response response = withBody(fault.body(), fault.status(), provider);
        return fault.retryAfter() == null ? response : response.with("Retry-After", fault.retryAfter());
    }

    private static Response withBody(@Nullable String body, int status, Provider provider) {
        if (body == null) {
            return provider.error(status);
        }
        boolean json = body.startsWith("{") || body.startsWith("[");
        return Response.text(status, json ? "application/json" : "text/html", body);
    }

    private static void handle(HttpExchange exchange, Consumer<HttpExchange> handler) {
        try {
            handler.accept(exchange);
        } catch (ErrorResponseException rejected) {
            exchange.respond(rejected.response());
        }
    }
}
