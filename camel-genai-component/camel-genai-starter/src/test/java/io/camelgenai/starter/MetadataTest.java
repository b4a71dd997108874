package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.connection.ConnectionConfiguration;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** The metadata of the properties, which editors read, is that of the component's catalog. */
class MetadataTest {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final Set<String> STARTER_PROPERTIES = Set.of("enabled", "customizer.enabled");

    private final JsonNode catalog = json("META-INF/io/camelgenai/component/genai.json");
    private final Map<String, JsonNode> properties = new HashMap<>();
    private final JsonNode metadata = starterMetadata();

    MetadataTest() {
        metadata.path("properties")
                .forEach(each -> properties.put(each.path("name").asText(), each));
    }

    private static JsonNode starterMetadata() {
        try {
            return Collections.list(MetadataTest.class.getClassLoader().getResources(METADATA)).stream()
                    .map(MetadataTest::json)
                    .filter(each -> each.toString().contains("camel.genai.simulator"))
                    .findFirst()
                    .orElseThrow();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String resource) {
        return json(Objects.requireNonNull(MetadataTest.class.getClassLoader().getResource(resource)));
    }

    private static JsonNode json(URL url) {
        try (InputStream stream = url.openStream()) {
            return new ObjectMapper().readTree(stream);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyOptionOfTheComponentIsAProperty() {
        return catalog.path("componentProperties").properties().stream()
                .map(option ->
                        DynamicTest.dynamicTest(option.getKey(), () -> assertSame(option.getKey(), option.getValue())));
    }

    private void assertSame(String name, JsonNode option) {
        JsonNode property =
                properties.get(GenAiComponentConfiguration.PREFIX + "." + StringHelper.camelCaseToDash(name));
        assertThat(property)
                .as(
                        "The option %s has no property: add it to GenAiComponentConfiguration, with the catalog's"
                                + " description, and its default to additional-spring-configuration-metadata.json",
                        name)
                .isNotNull();
        assertThat(property.path("type").asText().replaceAll("[<,]java.lang.String,", "<java.lang.String, "))
                .isEqualTo(boxed(option.path("javaType").asText()));
        assertThat(property.path("description").asText().replaceAll("\\s+", " "))
                .isEqualTo(option.path("description").asText());
        assertThat(property.path("defaultValue").asText())
                .isEqualTo(option.path("defaultValue").asText());
    }

    private static String boxed(String type) {
        return Map.of("boolean", "java.lang.Boolean", "int", "java.lang.Integer", "long", "java.lang.Long")
                .getOrDefault(type, type);
    }

    @Test
    void everyPropertyIsAnOption() {
        Set<String> names = new TreeSet<>();
        catalog.path("componentProperties")
                .fieldNames()
                .forEachRemaining(name -> names.add(StringHelper.camelCaseToDash(name)));
        names.addAll(STARTER_PROPERTIES);

        assertThat(properties.keySet().stream()
                        .filter(name -> name.startsWith(GenAiComponentConfiguration.PREFIX + "."))
                        .map(name -> name.substring(GenAiComponentConfiguration.PREFIX.length() + 1)))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    /** The value type is the component's own class, from which editors read it. */
    @Test
    void everyOptionOfAConnectionIsOneOfTheCatalog() {
        Map<String, String> types = Stream.of(BeanUtils.getPropertyDescriptors(ConnectionConfiguration.class))
                .filter(each -> each.getWriteMethod() != null)
                .collect(Collectors.toMap(each -> each.getName(), each -> each.getWriteMethod()
                        .getGenericParameterTypes()[0]
                        .getTypeName()));

        assertThat(types).hasSizeGreaterThan(15);
        types.forEach((name, type) -> assertThat(
                        catalog.path("properties").path(name).path("javaType").asText())
                .as(name)
                .isEqualTo(type));
    }

    @Test
    void builtInProvidersAreHintsForNamesOfConnections() throws Exception {
        List<String> hints = Stream.of(metadata.path("hints"))
                .flatMap(all -> Stream.iterate(0, i -> i + 1).limit(all.size()).map(all::get))
                .filter(hint ->
                        hint.path("name").asText().equals(GenAiComponentConfiguration.PREFIX + ".connections.keys"))
                .flatMap(hint -> hint.path("values").findValuesAsText("value").stream())
                .toList();

        assertThat(hints).isNotEmpty().isEqualTo(BuiltInProviders.names());
    }

    @Test
    void everyAutoConfigurationIsRegistered() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(AutoConfiguration.class));
        List<String> found = scanner.findCandidateComponents(MetadataTest.class.getPackageName()).stream()
                .map(BeanDefinition::getBeanClassName)
                .toList();

        assertThat(found).hasSize(4);
        assertThat(ImportCandidates.load(AutoConfiguration.class, MetadataTest.class.getClassLoader())
                        .getCandidates())
                .containsAll(found)
                .contains(GenAiComponentConverter.class.getName());
    }

    @Test
    void thePropertiesOfTheStarterAreDescribed() {
        assertThat(properties.values().stream()
                        .filter(each -> each.path("name").asText().startsWith("camel.genai."))
                        .map(each -> each.path("name").asText()))
                .containsExactlyInAnyOrder(
                        "camel.genai.repository.type",
                        "camel.genai.repository.data-source",
                        "camel.genai.repository.application",
                        "camel.genai.repository.schema",
                        "camel.genai.repository.lease",
                        "camel.genai.repository.connections",
                        "camel.genai.simulator.enabled",
                        "camel.genai.simulator.port",
                        "camel.genai.simulator.pace");
        assertThat(properties.values())
                .filteredOn(each -> each.path("name").asText().startsWith("camel.genai."))
                .allSatisfy(
                        each -> assertThat(each.path("description").asText()).isNotEmpty());
    }
}
