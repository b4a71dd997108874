package io.camelgenai.docs.snippets;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.tracking.Unresolved;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.net.InetSocketAddress;
import java.net.Proxy;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;
import org.apache.camel.CamelContext;

/** What an application sets in Java before its context starts, and what an operator does afterwards. */
final class Setup {

    private Setup() {}

    static void connection(CamelContext context, String key) {
        // tag::connection[]
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setApiKey(key);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("llmstats", connection);
        // end::connection[]
    }

    static void repository(CamelContext context, DataSource dataSource) {
        // tag::repository[]
        JdbcGenerationRepository repository = new JdbcGenerationRepository(dataSource);
        repository.setApplication("pictures");
        context.getComponent("genai", GenAiComponent.class).setRepository(repository);
        // end::repository[]
    }

    static void unresolved(CamelContext context) {
        // tag::unresolved[]
        Unresolved unresolved =
                context.getComponent("genai", GenAiComponent.class).unresolved();
        for (TrackedGeneration each : unresolved.unknown("", 100)) {
            unresolved.askProvider(each.key());
        }
        // end::unresolved[]
    }

    static void proxy(CamelContext context) {
        // tag::proxied[]
        OkHttpClient proxied = new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128)))
                .build();
        context.getRegistry().bind("proxied", proxied);
        // end::proxied[]
    }
}
