package io.camelgenai.component.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.WrongValues.WrongValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong value of every option, by the metadata of the component, is refused in a URI and as a property, and named. */
@TestInstance(Lifecycle.PER_CLASS)
class EveryOptionTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    private int endpoints;

    @BeforeAll
    void start() {
        context.start();
    }

    @AfterAll
    void stop() {
        context.stop();
    }

    static Stream<WrongValue> inUris() {
        return WrongValues.of("properties", option -> true);
    }

    static Stream<WrongValue> inProperties() {
        Predicate<String> ofConnections = option -> ConnectionOption.named(option) != null;
        return Stream.of(
                        WrongValues.of("componentProperties", option -> true),
                        Stream.concat(
                                        WrongValues.of("properties", ofConnections),
                                        WrongValues.of(ConnectionOption.PROVIDER, "string"))
                                .map(each -> new WrongValue("connections[x]." + each.option(), each.value())))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("inUris")
    void aWrongValueInAUriIsRefused(WrongValue wrong) {
        String connection = wrong.option().equals("connection") ? "" : "connection=wrong" + ++endpoints + "&";
        String uri = "genai:privategpt?" + connection + wrong.option() + "="
                + URLEncoder.encode(wrong.value(), StandardCharsets.UTF_8);

        assertRefused(wrong, catchThrowable(() -> {
            Endpoint endpoint = context.getEndpoint(uri);
            ServiceHelper.startService(endpoint.createProducer());
            ServiceHelper.initService(endpoint.createConsumer(exchange -> {}));
        }));
    }

    @ParameterizedTest
    @MethodSource("inProperties")
    void aWrongValueOfAPropertyIsRefused(WrongValue wrong) {
        assertRefused(wrong, catchThrowable(() -> started(wrong.option(), wrong.value())));
    }

    private static void assertRefused(WrongValue wrong, Throwable failure) {
        assertThat(failure).as("It started").isNotNull();
        Throwable refusal = failure;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            refusal = each instanceof IllegalArgumentException ? each : refusal;
        }
        // Camel reads the options of all its components first.
        boolean ofCamel =
                wrong.option().matches("lazyStartProducer|bridgeErrorHandler|exceptionHandler|exchangePattern");
        String message = ofCamel ? failure.getMessage() : refusal.getMessage();
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
        assertThat(message).contains(wrong.option().replaceFirst(".*\\.", ""));
        if (!ofCamel
                && wrong.value().length() > 2
                && !wrong.option().matches("statuses|descriptors|jsonSchema|.*provider")) {
            assertThat(message).doesNotContain(wrong.value());
        }
    }

    /** A component with a property that was set as Camel Main does. */
    private GenAiComponent started(String property, String value) {
        GenAiComponent component = new GenAiComponent(context);
        component.init();
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(component)
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withProperties(
                        property.startsWith("connections[x]") && !property.endsWith("provider")
                                ? Map.of(property, value, "connections[x].provider", "privategpt")
                                : Map.of(property, value))
                .withMandatory(true)
                .withRemoveParameters(false)
                .bind();
        component.start();
        component.stop();
        return component;
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "1h30m, PT1H30M",
        "2d, PT48H",
        "10M, PT10M",
        "PT90S, PT1M30S",
        "1m500ms, PT1M0.5S",
        "' 7s ', PT7S"
    })
    void aDurationHasAUnit(String text, Duration duration) {
        assertThat(started("retention", text).getRetention()).isEqualTo(duration);
        assertThat(started("connections[x].idleTimeout", text)
                        .getConnections()
                        .get("x")
                        .getIdleTimeout())
                .isEqualTo(duration);
    }

    @Test
    void nothingIsADurationWithoutAUnit() {
        assertThat(started("retention", "0").getRetention()).isZero();
    }

    @Test
    void aNumberMayHaveBlanksAroundIt() {
        assertThat(started("maxStreams", " 7 ").getMaxStreams()).isEqualTo(7);
    }
}
