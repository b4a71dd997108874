package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.connection.ConnectionConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.env.MockEnvironment;

/** Every wrong value of every property, by the metadata of the component, is refused, and the property is named. */
class EveryPropertyTest {

    private static final String CONNECTION = "connections[llmstats].";

    /** By the type of an option in the metadata. */
    private static final Map<String, List<String>> WRONG = Map.of(
            "integer", List.of("", " ", "abc", "1.5", "1,5", "1e3", "5s", "true", "0x10", "99999999999999999999"),
            "duration", List.of("", " ", "5", "${five}", "1.5", "soon", "5x", "1.5s", "PT", "99999999999999999999d"),
            "boolean", List.of("", " ", "maybe", "2"),
            "object", List.of("text"),
            "string", List.of("", " "));

    private static Stream<String[]> wrongValues() throws IOException {
        try (InputStream json =
                EveryPropertyTest.class.getResourceAsStream("/META-INF/io/camelgenai/component/genai.json")) {
            JsonNode metadata = new ObjectMapper().readTree(json);
            Stream<String[]> ofComponent = metadata.path("componentProperties").properties().stream()
                    .filter(each -> !each.getKey().equals("connections"))
                    .flatMap(each -> wrongValues(each.getKey(), each.getValue()));
            Stream<String[]> ofConnections = metadata.path("properties").properties().stream()
                    .filter(each ->
                            isOfConnections(each.getKey()) && !each.getValue().has("prefix"))
                    .flatMap(each -> wrongValues(CONNECTION + each.getKey(), each.getValue()));
            return Stream.concat(ofComponent, ofConnections).toList().stream();
        }
    }

    private static boolean isOfConnections(String option) {
        return BeanUtils.getPropertyDescriptor(ConnectionConfiguration.class, option) != null
                && !option.equals("apiKey");
    }

    private static Stream<String[]> wrongValues(String property, JsonNode option) {
        String type = option.path("type").asText();
        return Objects.requireNonNull(WRONG.get(type), type).stream().map(value -> new String[] {property, value});
    }

    private static GenAiComponentConfiguration bind(String property, String value) {
        MapConfigurationPropertySource source =
                new MapConfigurationPropertySource(Map.of(GenAiComponentConfiguration.PREFIX + "." + property, value));
        MockEnvironment environment = new MockEnvironment().withProperty("five", "5");
        return new Binder(
                        List.of(source),
                        text -> text instanceof String given ? environment.resolvePlaceholders(given) : text)
                .bind(
                        GenAiComponentConfiguration.PREFIX,
                        Bindable.of(GenAiComponentConfiguration.class),
                        new GenAiBindHandlerAdvisor(environment).apply(BindHandler.DEFAULT))
                .get();
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aWrongValueIsRefused(String property, String value) {
        assertThatThrownBy(() -> bind(property, value))
                .isInstanceOf(BindException.class)
                .satisfies(failure -> assertThat(new GenAiPropertyFailureAnalyzer()
                                .analyze(failure, (BindException) failure)
                                .getDescription()
                                .replace("-", ""))
                        .containsIgnoringCase(property)
                        .contains("is wrong. It has to be"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"httpHeader.X-Gateway-Token", "httpHeader[X-Gateway-Token]", "http-header.X-Gateway-Token"})
    void theNameOfAHeaderKeepsItsDashes(String property) {
        assertThat(bind(CONNECTION + property, "t")
                        .getConnections()
                        .get("llmstats")
                        .getHttpHeader())
                .isEqualTo(Map.of("X-Gateway-Token", "t"));
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "PT90S, PT1M30S", "0, PT0S"})
    void aDurationHasAUnit(String text, Duration duration) {
        assertThat(bind("retention", text).getRetention()).isEqualTo(duration);
    }
}
