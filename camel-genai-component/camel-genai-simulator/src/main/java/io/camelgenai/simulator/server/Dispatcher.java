package io.camelgenai.simulator.server;

import io.camelgenai.simulator.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds who answers a call, writes it into the journal, and lets a waiting fault have its turn. */
final class Dispatcher {
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Consumer<Call> control;
    private final Journal journal;
    private final FaultQueue faults;

    Dispatcher(List<Provider> providers, Consumer<Call> control, Journal journal, FaultQueue faults) {
        providers.forEach(provider -> this.providers.put(provider.name(), provider));
        this.control = control;
        this.journal = journal;
        this.faults = faults;
    }

    void dispatch(Call call) {
        Request request = call.request();
        Target target = target(request.method(), request.path());
        if (target == null) {
            answer(call, control);
            return;
        }
        Provider provider = target.provider();
        call.route(
                journal.record(request, provider.name(), target.operation()),
                target.parameters(),
                () -> provider.headers(request));
        Fault fault = faults.take(provider.name(), target.operation());
        if (fault == null) {
            answer(call, target.handler());
        } else {
            strike(fault, call, target);
        }
    }

    /** Gives the fault of a request whose body is still to come. */
    @Nullable
    Fault early(String method, String path) {
        Target target = target(method, path);
        return target == null ? null : faults.takeEarly(target.provider().name(), target.operation());
    }

    /** Writes a request into the journal that will never be whole. */
    void lost(Request request) {
        Target target = target(request.method(), request.path());
        if (target != null) {
            journal.record(request, target.provider().name(), target.operation());
        }
    }

    private record Target(
            Provider provider, String operation, Map<String, String> parameters, Consumer<Call> handler) {}

    private @Nullable Target target(String method, String path) {
        int end = path.indexOf('/', 1);
        Provider provider = end < 0 ? null : providers.get(path.substring(1, end));
        return provider == null ? null : target(provider, method, path.substring(end));
    }

    private static Target target(Provider provider, String method, String path) {
        boolean known = false;
        for (Route route : provider.routes()) {
            Map<String, String> parameters = route.match(path);
            if (parameters != null && route.method().equals(method)) {
                return new Target(provider, route.operation(), parameters, route.handler());
            }
            known |= parameters != null;
        }
        int status = known ? 405 : 404;
        return new Target(provider, "unknown", Map.of(), call -> call.reply(provider.error(status)));
    }

    private static void strike(Fault fault, Call call, Target target) {
        switch (fault.kind()) {
            case STATUS -> call.reply(stated(fault, target.provider()));
            case DELAY -> call.after(fault.delay().toNanos(), () -> answer(call, target.handler()));
            case FORGET -> {
                String id = target.parameters().get("id");
                if (id != null) {
                    target.provider().forget(id);
                }
                answer(call, target.handler());
            }
            default -> {
                call.bend(fault);
                answer(call, target.handler());
            }
        }
    }

    private static Response stated(Fault fault, Provider provider) {
        Response response = body(fault.body(), fault.status(), provider);
        return fault.retryAfter() == null ? response : response.with("Retry-After", fault.retryAfter());
    }

    private static Response body(@Nullable String body, int status, Provider provider) {
        if (body == null) {
            return provider.error(status);
        }
        boolean json = body.startsWith("{") || body.startsWith("[");
        return Response.text(status, json ? "application/json" : "text/html", body);
    }

    private static void answer(Call call, Consumer<Call> handler) {
        try {
            handler.accept(call);
        } catch (Rejection rejection) {
            call.reply(rejection.response());
        }
    }
}
