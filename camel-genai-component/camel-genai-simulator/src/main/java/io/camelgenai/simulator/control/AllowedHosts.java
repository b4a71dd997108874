package io.camelgenai.simulator.control;

import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests for {@code /_simulator} on if their {@code Host} is of the loopback interface or allowed, and refuses others:
 * a web page could otherwise read the journal, and the prompts in it, with a name that resolves to 127.0.0.1. A request that a
 * page of another origin sends is refused too.
 */
public final class AllowedHosts {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    private final Set<String> allowed;
    private final Consumer<HttpExchange> control;

    /**
     * Creates a guard.
     *
     * @param allowed names or addresses without a port, besides those of the loopback interface
     * @param control responds to the requests that are passed on
     */
    public AllowedHosts(Set<String> allowed, Consumer<HttpExchange> control) {
        this.allowed = Set.copyOf(allowed);
        this.control = control;
    }

    /** Responds to a request. */
    public void respond(HttpExchange exchange) {
        Request request = exchange.request();
        String origin = request.header("Origin");
        if (!request.path().startsWith("/_simulator")
                || (isAllowed(request.header("Host")) && isAllowedOrigin(origin))) {
            control.accept(exchange);
        } else {
            exchange.respond(Response.text(403, "text/plain; charset=utf-8", """
                    /_simulator responds to requests whose Host (and Origin, if there is one) is localhost or a loopback address.
                    Allow other hosts with SimulatorOptions.builder().allowedHosts(...) or --allow-host.
                    """));
        }
    }

    private boolean isAllowedOrigin(@Nullable String origin) {
        return origin == null || isAllowed(origin.replaceFirst("^https?://", ""));
    }

    private boolean isAllowed(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        return LOOPBACK.matcher(name).matches()
                || allowed.stream()
                        .anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(name));
    }
}
