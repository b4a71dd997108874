package io.camelgenai.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JSON Schema of the descriptor language is what the code reads from the descriptors that are shipped, and from two that have
 * every key. With the system property {@code schema.write} the test writes the file that it otherwise compares.
 */
class DescriptorSchemaTest {

    private static final String FILE = "META-INF/genai/descriptor.schema.json";
    private static final Path SOURCE = Path.of("src/main/resources", FILE);
    private static final Path SHIPPED = Path.of("src/main/resources", ProviderCatalog.FOLDER);
    private static final Path TEST_DESCRIPTORS = Path.of("src/test/resources");
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> descriptors() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> shipped = Files.list(SHIPPED)) {
            shipped.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(files::add);
        }
        files.add(TEST_DESCRIPTORS.resolve("every-key.yaml"));
        files.add(TEST_DESCRIPTORS.resolve("files-as-parts.yaml"));
        return files;
    }

    private static ObjectNode generated() throws IOException {
        SchemaTrace trace = new SchemaTrace();
        for (Path file : descriptors()) {
            try (InputStream yaml = Files.newInputStream(file)) {
                Descriptors.catalog().parse(file.toString(), yaml, trace);
            }
        }
        ObjectNode schema = JSON.createObjectNode()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", "Descriptor of a provider for Camel GenAI");
        schema.setAll(trace.schema());
        return schema;
    }

    private static JsonSchema shipped() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                DescriptorSchemaTest.class.getClassLoader().getResourceAsStream(FILE), FILE)) {
            return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(file);
        }
    }

    @Test
    void theShippedSchemaIsThatOfTheCode() throws IOException {
        String written = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(generated()) + "\n";
        if (Boolean.getBoolean("schema.write")) {
            Files.writeString(SOURCE, written, UTF_8);
        }
        assertThat(JSON.readTree(SOURCE.toFile()))
                .as("run this test with -Dschema.write=true")
                .isEqualTo(JSON.readTree(written));
    }

    /** A key of which no descriptor has a value would permit none. */
    @Test
    void everyKeyHasAForm() throws IOException {
        List<String> formless = new ArrayList<>();
        collect("", generated(), formless);

        assertThat(formless)
                .containsExactly(
                        "/operations/create/repeatable",
                        "/operations/createStream/onlyIf/body",
                        "/operations/createStream/repeatable");
    }

    private static void collect(String path, JsonNode schema, List<String> formless) {
        schema.path("properties").properties().forEach(property -> {
            if (property.getValue().has("not")) {
                formless.add(path + "/" + property.getKey());
            }
            collect(path + "/" + property.getKey(), property.getValue(), formless);
        });
        schema.path("anyOf").forEach(alternative -> collect(path, alternative, formless));
        if (schema.path("additionalProperties").isObject()) {
            collect(path + "/*", schema.path("additionalProperties"), formless);
        }
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void itAcceptsEveryDescriptor(Path file) throws IOException {
        assertThat(shipped().validate(new YAMLMapper().readTree(file.toFile()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            title: Acme                 | titel: Acme
            title: Acme                 | ''
            call: POST /jobs            | cal: POST /jobs
            id: /id                     | id: id
            id: /id                     | id: { at: /id }
            done: COMPLETED             | done: DONE
            """)
    void itRefusesAMistake(String right, String wrong) throws IOException {
        assertThat(Descriptors.SMALL).contains(right);
        JsonNode descriptor = new YAMLMapper().readTree(Descriptors.SMALL.replace(right, wrong));

        assertThat(shipped().validate(new YAMLMapper().readTree(Descriptors.SMALL)))
                .isEmpty();
        assertThat(shipped().validate(descriptor)).isNotEmpty();
    }
}
