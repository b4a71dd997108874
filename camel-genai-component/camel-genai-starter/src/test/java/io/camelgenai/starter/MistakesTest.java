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

/** A mistake stops the start, and what is written names the property and what is allowed, never a secret. */
@ExtendWith({NothingLeft.class, OutputCaptureExtension.class})
class MistakesTest {

    private static final String KEY = "camel.component.genai.connections[llmstats].apiKey=ze_" + NothingLeft.CANARY;

    /**
     * One mistake.
     *
     * @param properties what is set, the mistake in it
     * @param routes where consumers or producers are
     * @param told what is written on the console
     */
    record Mistake(List<String> properties, List<String> routes, List<String> told) {

        static Mistake in(String... properties) {
            return new Mistake(List.of(properties), List.of(), List.of());
        }

        Mistake with(String... uris) {
            return new Mistake(properties, List.of(uris), told);
        }

        Mistake tells(String... words) {
            return new Mistake(properties, routes, List.of(words));
        }

        @Override
        public String toString() {
            return (properties.get(0) + " " + routes).replace(NothingLeft.CANARY, "...");
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                Mistake.in("camel.component.genai.trackfr=1h")
                        .tells(
                                "camel.component.genai.trackfr",
                                "from property source \"commandLineArgs\"",
                                "is not known",
                                "Allowed below camel.component.genai: ",
                                "track-for",
                                "max-streams",
                                "Change the property, and start again."),
                Mistake.in("camel.component.genai.connections[llmstats].apiKee=" + NothingLeft.CANARY)
                        .tells("camel.component.genai.connections", "llmstats", "is not known", "api-key", "base-url"),
                Mistake.in("camel.component.genai.connections[tenant-a].apiKey.x=" + NothingLeft.CANARY)
                        .tells(
                                "camel.component.genai.connections",
                                "tenant-a",
                                "is not known",
                                "connections[tenant-a]: allow-plain-http, api-key"),
                Mistake.in("camel.component.genai.trackFor=a while")
                        .tells("camel.component.genai.track-for", "is wrong", "a duration, such as"),
                Mistake.in("camel.component.genai.connections[llmstats].retryDelay=" + NothingLeft.CANARY)
                        .tells("retry-delay", "is wrong", "a duration, such as"),
                Mistake.in("camel.component.genai.connections[llmstats].maxRetries=many")
                        .tells("max-retries", "is wrong", "a whole number"),
                Mistake.in("camel.component.genai.connections[llmstats].allowPlainHttp=perhaps")
                        .tells("allow-plain-http", "is wrong", "true or false"),
                Mistake.in("camel.component.genai.connections[llmstats].httpClient=mine")
                        .tells("http-client", "is wrong", "the name of a bean of type okhttp3.OkHttpClient, as #name"),
                Mistake.in("camel.component.genai.connections[llmstats].httpClient=#mine")
                        .tells("http-client", "is wrong", "the name of a bean of type okhttp3.OkHttpClient, as #name"),
                Mistake.in("camel.component.genai.repository=jdbc")
                        .tells("camel.component.genai.repository", "GenerationRepository, as #name"),
                Mistake.in("camel.component.genai.connections[llmstats].apiKey={{no.such.key}}")
                        .with("to genai:llmstats/flux-1.1-pro")
                        .tells("camel.component.genai.connections[llmstats].apiKey", "no.such.key"),
                Mistake.in("camel.component.genai.maxStreams=-1")
                        .with("to genai:privategpt")
                        .tells(
                                "camel.component.genai.maxStreams",
                                "between 0 and",
                                "Change what the message names, and start again."),
                Mistake.in("camel.component.genai.connections[llmstats].baseUrl=ftp://" + NothingLeft.CANARY)
                        .with("to genai:llmstats/flux-1.1-pro")
                        .tells("Connection llmstats", "baseUrl", "http or https"),
                Mistake.in(KEY + "\\nX: y")
                        .with("to genai:llmstats/flux-1.1-pro")
                        .tells("Connection llmstats", "apiKey", "no HTTP header may hold"),
                Mistake.in(KEY, "camel.component.genai.connections[llmstats].baseUrl=http://gateway.example")
                        .with("to genai:llmstats/flux-1.1-pro")
                        .tells("Connection llmstats", "baseUrl", "https", "allowPlainHttp"),
                Mistake.in("camel.component.genai.connections[tenant-a].provider=llmstat")
                        .with("to genai:llmstats/flux-1.1-pro?connection=tenant-a")
                        .tells("tenant-a", "llmstat"),
                Mistake.in(KEY)
                        .with(
                                "to genai:llmstats/flux-1.1-pro?maxRetries=1",
                                "to genai:llmstats/flux-1.1-pro?maxRetries=2")
                        .tells("maxRetries", "llmstats"),
                Mistake.in(KEY)
                        .with("from genai:llmstats", "from genai:llmstats/flux-1.1-pro")
                        .tells("llmstats"),
                Mistake.in(KEY)
                        .with("to genai:llmstats/flux-1.1-pro?httpHeader.X-Gateway-Key=" + NothingLeft.CANARY
                                + "&retryDela=1s")
                        .tells(
                                "The option retryDela is unknown; did you mean retryDelay?",
                                "Route: route",
                                "Endpoint: genai://llmstats/flux-1.1-pro?httpHeader.X-Gateway-Key=xxxxxx&retryDela=1s"),
                Mistake.in("camel.component.genai.descriptors=classpath:nowhere.yaml")
                        .with("to genai:privategpt")
                        .tells("nowhere.yaml"),
                Mistake.in("camel.genai.repository.type=redis")
                        .tells("camel.genai.repository.type", "is wrong", "one of memory, jdbc"),
                Mistake.in("camel.genai.repository.typ=jdbc")
                        .tells("camel.genai.repository.typ", "is not known", "type"),
                Mistake.in("camel.genai.repository.schema=drop")
                        .tells("camel.genai.repository.schema", "is wrong", "create, validate, none"),
                Mistake.in("camel.genai.repository.type=jdbc")
                        .tells("camel.genai.repository.type", "There is no DataSource", "spring.datasource.url"),
                Mistake.in("camel.genai.repository.type=jdbc", "databases=1")
                        .tells("camel.genai.repository.application", "spring.application.name"),
                Mistake.in("camel.genai.repository.type=jdbc", "databases=2")
                        .tells("camel.genai.repository.data-source", "first, second"),
                Mistake.in(
                                "camel.genai.repository.type=jdbc",
                                "databases=2",
                                "camel.genai.repository.data-source=third")
                        .tells("camel.genai.repository.data-source", "first, second"),
                Mistake.in(
                                "camel.genai.repository.type=jdbc",
                                "databases=1",
                                "spring.application.name=shop",
                                "camel.genai.repository.lease=1ms")
                        .with("to genai:privategpt")
                        .tells("lease of 1s or more"),
                Mistake.in(
                                "camel.genai.repository.type=jdbc",
                                "databases=1",
                                "spring.application.name=shop",
                                "camel.genai.repository.schema=validate")
                        .with("to genai:privategpt")
                        .tells("has no tables of the repository"),
                Mistake.in(
                                "camel.genai.repository.type=jdbc",
                                "databases=1",
                                "spring.application.name=shop",
                                "camel.genai.repository.connections=0")
                        .with("to genai:privategpt")
                        .tells("and a connection"),
                Mistake.in("camel.genai.simulator.pace=fast").tells("camel.genai.simulator.pace", "a number"),
                Mistake.in("camel.genai.simulator.enabled=perhaps")
                        .tells("camel.genai.simulator.enabled", "true or false"),
                Mistake.in("camel.genai.simulator.enabled=true", "camel.genai.simulator.pace=-1")
                        .tells("pace must be between 0 and 1000"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeStopsTheStart(Mistake mistake, CapturedOutput output) {
        Throwable failure = catchThrowable(() -> start(mistake).close());

        assertThat(failure).isNotNull();
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START").doesNotContain(NothingLeft.CANARY);
        assertThat(output.getAll().split("APPLICATION FAILED TO START")[1])
                .contains(mistake.told())
                .doesNotContain("\tat ");
    }

    /** Boot's own would show the value. Without an order, that of the jars on the class path would decide. */
    @Test
    void ourWordsComeBeforeThoseOfSpringBoot() {
        assertThat(OrderUtils.getOrder(GenAiPropertyFailureAnalyzer.class)).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
    }

    @Test
    void whatIsNoRefusalOfOursKeepsItsTrace() {
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
