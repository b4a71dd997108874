package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.TypeConversionConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;

/** An invalid property stops the start; the message names it and says what is allowed, and never shows a secret. */
@ExtendWith({NoLeaks.class, OutputCaptureExtension.class})
class InvalidPropertiesTest {

    private static final String KEY = "camel.component.genai.connections[llmstats].apiKey=ze_" + NoLeaks.CANARY;

    /**
     * A mistake in the properties or routes of an application.
     *
     * @param properties the properties, the first with the mistake
     * @param routes the endpoints of the routes
     * @param message the parts of the message
     */
    record Mistake(List<String> properties, List<String> routes, List<String> message) {

        static Mistake in(String... properties) {
            return new Mistake(List.of(properties), List.of(), List.of());
        }

        Mistake with(String... uris) {
            return new Mistake(properties, List.of(uris), message);
        }

        Mistake reports(String... parts) {
            return new Mistake(properties, routes, List.of(parts));
        }

        @Override
        public String toString() {
            return (properties.get(0) + " " + routes).replace(NoLeaks.CANARY, "...");
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                Mistake.in("camel.component.genai.trackfr=1h")
                        .reports(
                                "camel.component.genai.trackfr",
                                "from property source \"commandLineArgs\"",
                                "is not known",
                                "Allowed below camel.component.genai: ",
                                "track-for",
                                "max-streams",
                                "Change the property, and start again."),
                Mistake.in("camel.component.genai.connections[llmstats].apiKee=" + NoLeaks.CANARY)
                        .reports(
                                "camel.component.genai.connections", "llmstats", "is not known", "api-key", "base-url"),
                Mistake.in("camel.component.genai.connections[tenant-a].apiKey.x=" + NoLeaks.CANARY)
                        .reports(
                                "camel.component.genai.connections",
                                "tenant-a",
                                "is not known",
                                "connections[tenant-a]: allow-plain-http, api-key"),
                Mistake.in("camel.component.genai.trackFor=a while")
                        .reports("camel.component.genai.track-for", "is wrong", "a duration, such as"),
                Mistake.in("camel.component.genai.connections[llmstats].retryDelay=" + NoLeaks.CANARY)
                        .reports("retry-delay", "is wrong", "a duration, such as"),
                Mistake.in("camel.component.genai.connections[llmstats].retryDelay=5")
                        .reports("retry-delay", "is wrong", "a duration, such as"),
                Mistake.in("camel.component.genai.connections[llmstats].maxRetries=1.5")
                        .reports("max-retries", "is wrong", "a whole number"),
                Mistake.in("camel.component.genai.connections[llmstats].idleTimeout=")
                        .reports("idle-timeout", "is wrong", "a duration, such as"),
                Mistake.in("camel.genai.repository.lease=30").reports("camel.genai.repository.lease", "is wrong"),
                Mistake.in("camel.component.genai.connections[openai_chat].apiKey=ze_" + NoLeaks.CANARY)
                        .with("to genai:privategpt")
                        .reports(
                                "camel.component.genai.connections[openai_chat].provider is missing",
                                "did you mean 'openai-chat'?"),
                Mistake.in("camel.component.genai.connections.llmstat.apiKey=ze_" + NoLeaks.CANARY)
                        .with("to genai:privategpt")
                        .reports("connections[llmstat].provider is missing", "did you mean 'llmstats'?"),
                Mistake.in("camel.component.genai.connections[llmstats].maxRetries=many")
                        .reports("max-retries", "is wrong", "a whole number"),
                Mistake.in("camel.component.genai.connections[llmstats].allowPlainHttp=perhaps")
                        .reports("allow-plain-http", "is wrong", "true or false"),
                Mistake.in("camel.component.genai.connections[llmstats].httpClient=mine")
                        .reports(
                                "http-client", "is wrong", "the name of a bean of type okhttp3.OkHttpClient, as #name"),
                Mistake.in("camel.component.genai.connections[llmstats].httpClient=#mine")
                        .reports(
                                "http-client", "is wrong", "the name of a bean of type okhttp3.OkHttpClient, as #name"),
                Mistake.in("camel.component.genai.repository=jdbc")
                        .reports("camel.component.genai.repository", "GenerationRepository, as #name"),
                Mistake.in("camel.component.genai.connections[llmstats].apiKey={{no.such.key}}")
                        .with("to genai:llmstats/flux-1.1-pro")
                        .reports("camel.component.genai.connections[llmstats].apiKey", "no.such.key"),
                Mistake.in("camel.component.genai.maxStreams=-1")
                        .with("to genai:privategpt")
                        .reports(
                                "camel.component.genai.maxStreams",
                                "between 0 and",
                                "Change what the message names, and start again."),
                Mistake.in("camel.component.genai.connections[llmstats].baseUrl=ftp://" + NoLeaks.CANARY)
                        .with("to genai:llmstats/flux-1.1-pro")
                        .reports("Connection llmstats", "baseUrl", "http or https"),
                Mistake.in(KEY + "\\nX: y")
                        .with("to genai:llmstats/flux-1.1-pro")
                        .reports("Connection llmstats", "apiKey", "no HTTP header may contain"),
                Mistake.in(KEY, "camel.component.genai.connections[llmstats].baseUrl=http://gateway.example")
                        .with("to genai:llmstats/flux-1.1-pro")
                        .reports("Connection llmstats", "baseUrl", "https", "allowPlainHttp"),
                Mistake.in("camel.component.genai.connections[tenant-a].provider=llmstat")
                        .with("to genai:llmstats/flux-1.1-pro?connection=tenant-a")
                        .reports("tenant-a", "llmstat"),
                Mistake.in(KEY)
                        .with(
                                "to genai:llmstats/flux-1.1-pro?maxRetries=1",
                                "to genai:llmstats/flux-1.1-pro?maxRetries=2")
                        .reports("maxRetries", "llmstats"),
                Mistake.in(KEY)
                        .with("from genai:llmstats", "from genai:llmstats/flux-1.1-pro")
                        .reports("llmstats"),
                Mistake.in(KEY)
                        .with("to genai:llmstats/flux-1.1-pro?httpHeader.X-Gateway-Key=" + NoLeaks.CANARY
                                + "&retryDela=1s")
                        .reports(
                                "The option retryDela is unknown; did you mean retryDelay?",
                                "Route: route",
                                "Endpoint: genai://llmstats/flux-1.1-pro?httpHeader.X-Gateway-Key=xxxxxx&retryDela=1s"),
                Mistake.in("camel.component.genai.descriptors=classpath:nowhere.yaml")
                        .with("to genai:privategpt")
                        .reports("nowhere.yaml"),
                Mistake.in("camel.genai.repository.type=redis")
                        .reports("camel.genai.repository.type", "is wrong", "one of memory, jdbc"),
                Mistake.in("camel.genai.repository.typ=jdbc")
                        .reports("camel.genai.repository.typ", "is not known", "type"),
                Mistake.in("camel.genai.repository.schema=drop")
                        .reports("camel.genai.repository.schema", "is wrong", "create, validate, none"),
                Mistake.in("camel.genai.repository.type=jdbc")
                        .reports("camel.genai.repository.type", "There is no DataSource", "spring.datasource.url"),
                Mistake.in("camel.genai.repository.type=jdbc", "databases=1")
                        .reports("camel.genai.repository.application", "spring.application.name"),
                Mistake.in("camel.genai.repository.type=jdbc", "databases=2")
                        .reports("camel.genai.repository.data-source", "first, second"),
                Mistake.in(
                                "camel.genai.repository.type=jdbc",
                                "databases=2",
                                "camel.genai.repository.data-source=third")
                        .reports("camel.genai.repository.data-source", "first, second"),
                Mistake.in(
                                "camel.genai.repository.type=jdbc",
                                "databases=1",
                                "spring.application.name=shop",
                                "camel.genai.repository.lease=1ms")
                        .with("to genai:privategpt")
                        .reports("lease of 1s or more"),
                Mistake.in(
                                "camel.genai.repository.type=jdbc",
                                "databases=1",
                                "spring.application.name=shop",
                                "camel.genai.repository.schema=validate")
                        .with("to genai:privategpt")
                        .reports("has no tables of the repository"),
                Mistake.in(
                                "camel.genai.repository.type=jdbc",
                                "databases=1",
                                "spring.application.name=shop",
                                "camel.genai.repository.connections=0")
                        .with("to genai:privategpt")
                        .reports("and a connection"),
                Mistake.in("camel.genai.simulator.pace=fast").reports("camel.genai.simulator.pace", "a number"),
                Mistake.in("camel.genai.simulator.enabled=perhaps")
                        .reports("camel.genai.simulator.enabled", "true or false"),
                Mistake.in("camel.genai.simulator.enabled=true", "camel.genai.simulator.pace=-1")
                        .reports("pace must be between 0 and 1000"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void anInvalidPropertyStopsTheStart(Mistake mistake, CapturedOutput output) {
        Throwable failure = catchThrowable(() -> start(mistake).close());

        assertThat(failure).isNotNull();
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START").doesNotContain(NoLeaks.CANARY);
        assertThat(output.getAll().split("APPLICATION FAILED TO START")[1])
                .contains(mistake.message())
                .doesNotContain("\tat ");
    }

    /** Those would show the value. Without an order, the order of the class path would decide. */
    @Test
    void theAnalyzerRunsBeforeThoseOfSpringBoot() {
        assertThat(OrderUtils.getOrder(GenAiPropertyFailureAnalyzer.class)).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
    }

    @Test
    void otherExceptionsKeepTheirStackTrace() {
        GenAiStartFailureAnalyzer analyzer = new GenAiStartFailureAnalyzer();
        Throwable foreign = catchThrowable(() -> new ArrayList<>().iterator().remove());
        Throwable defect = new NullPointerException("A defect of ours");

        assertThat(foreign).isInstanceOf(IllegalStateException.class);
        assertThat(analyzer.analyze(new BeanCreationException("camelContext", "not started", foreign)))
                .isNull();
        assertThat(analyzer.analyze(new BeanCreationException("camelContext", "not started", defect)))
                .isNull();
    }

    private static ConfigurableApplicationContext start(Mistake mistake) {
        List<String> arguments = new ArrayList<>(List.of("--spring.main.banner-mode=off"));
        mistake.properties().forEach(each -> arguments.add("--" + each.replace("\\n", "\n")));
        Class<?> databases = mistake.properties().contains("databases=2")
                ? TwoDatabases.class
                : mistake.properties().contains("databases=1") ? OneDatabase.class : App.class;
        SpringApplication application = new SpringApplicationBuilder(App.class, databases)
                .web(WebApplicationType.NONE)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(RouteBuilder.class, () -> routes(mistake.routes())))
                .build();
        return application.run(arguments.toArray(String[]::new));
    }

    private static RouteBuilder routes(List<String> uris) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String uri : uris) {
                    if (uri.startsWith("from ")) {
                        from(uri.substring(5)).to("mock:end");
                    } else {
                        from("direct:" + Integer.toHexString(uri.hashCode())).to(uri.substring(3));
                    }
                }
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TypeConversionConfiguration.class,
        CamelAutoConfiguration.class,
        GenAiComponentConverter.class,
        GenAiComponentAutoConfiguration.class,
        GenAiRepositoryAutoConfiguration.class,
        GenAiSimulatorAutoConfiguration.class
    })
    static class App {}

    @Configuration(proxyBeanMethods = false)
    static class OneDatabase {
        @Bean
        DataSource first() {
            return DataSourceBuilder.create().url("jdbc:h2:mem:one").build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoDatabases extends OneDatabase {
        @Bean
        DataSource second() {
            return DataSourceBuilder.create().url("jdbc:h2:mem:two").build();
        }
    }
}
