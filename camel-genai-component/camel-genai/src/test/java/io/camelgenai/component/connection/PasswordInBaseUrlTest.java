package io.camelgenai.component.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.GenAiEndpoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password in a base URL is refused, and shown nowhere: not in exceptions, in JMX, in health, on the console or by toString. */
class PasswordInBaseUrlTest {

    private static final String SECRET = "ze_canary-5b08";
    private static final String MESSAGE = "may contain a host, a port and a path only. A key is set with apiKey";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private String startFailure() {
        Throwable failure = catchThrowable(context::start);
        assertThat(failure).as("it started").isNotNull();
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        return all.toString();
    }

    private String everythingInJmx() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder all = new StringBuilder();
        Set<ObjectName> names =
                server.queryNames(new ObjectName("org.apache.camel:context=" + context.getName() + ",*"), null);
        for (ObjectName name : names) {
            all.append(name).append('\n');
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    all.append(server.getAttribute(name, attribute.getName())).append('\n');
                } catch (Exception unreadable) {
                    all.append(unreadable).append('\n');
                }
            }
        }
        return all.toString();
    }

    private String healthAndConsole() {
        StringBuilder all = new StringBuilder();
        HealthCheckHelper.invoke(context).forEach(result -> all.append(result.getMessage())
                .append(result.getDetails())
                .append(result.getError()));
        DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("genai");
        if (console != null) {
            all.append(console.call(DevConsole.MediaType.TEXT)).append(console.call(DevConsole.MediaType.JSON));
        }
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseUrl=https://me:ze_canary-5b08@host.example/",
                "baseUrl=RAW(https://me:ze_canary-5b08@host.example/)",
                "baseUrl=https%3A%2F%2Fme%3Aze_canary-5b08%40host.example",
                "baseUrl=https://ze_canary-5b08@host.example/"
            })
    void inAUri(String option) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("genai:privategpt?" + option);
            }
        });
        assertThat(startFailure()).contains(MESSAGE).doesNotContain(SECRET);
        assertThat(everythingInJmx()).doesNotContain(SECRET);
        assertThat(healthAndConsole()).doesNotContain(SECRET);
        assertThat(context.getEndpoints()).allSatisfy(each -> {
            assertThat(each.toString()).doesNotContain(SECRET);
            if (each instanceof GenAiEndpoint genai) {
                assertThat(genai.getServiceUrl()).doesNotContain(SECRET);
            }
        });
    }

    @Test
    void inJava() throws Exception {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl("https://me:" + SECRET + "@host.example/");
        context.getComponent("genai", GenAiComponent.class).getConnections().put("privategpt", connection);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("genai:privategpt");
            }
        });
        assertThat(startFailure()).contains(MESSAGE).doesNotContain(SECRET);
        assertThat(everythingInJmx()).doesNotContain(SECRET);
        assertThat(healthAndConsole()).doesNotContain(SECRET);
        assertThat(connection.toString()).doesNotContain(SECRET);
    }
}
