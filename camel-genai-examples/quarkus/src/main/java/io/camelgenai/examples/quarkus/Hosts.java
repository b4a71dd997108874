package io.camelgenai.examples.quarkus;

import io.quarkus.vertx.web.RouteFilter;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses requests under other names: a page of another site may have given a name of its own to this address. */
@ApplicationScoped
public class Hosts {

    private final Set<String> names;

    Hosts(@ConfigProperty(name = "callers.hosts") Set<String> names) {
        this.names = names;
    }

    @RouteFilter
    void check(RoutingContext context) {
        HostAndPort authority = context.request().authority();
        if (authority != null && names.contains(authority.host())) {
            context.next();
        } else {
            new Problem(
                            403,
                            "unknown-host",
                            "The gateway has another name. Its operator can add one to callers.hosts",
                            null)
                    .answer(context.response());
        }
    }
}
