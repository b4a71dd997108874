package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The metadata for native images keeps everything that is found by name or read by reflection, and names nothing that does not
 * exist. Whether an image runs is not tested here.
 */
class NativeMetadataTest {

    private static final String METADATA = "META-INF/native-image/io.camelgenai/camel-genai/";
    /** New in Java 21, and therefore loaded by name. */
    private static final String FROM_21 = "java.lang.Thread$Builder$OfVirtual";

    private final Path classes = classes();
    private final Set<String> reflected = new TreeSet<>();
    private final Set<String> called = new TreeSet<>();
    private final Set<String> made = new TreeSet<>();
    private final List<Pattern> included = new ArrayList<>();

    NativeMetadataTest() throws IOException {
        json("reflect-config.json").forEach(this::read);
        json("resource-config.json")
                .findValues("pattern")
                .forEach(each -> included.add(Pattern.compile(each.asText())));
    }

    private void read(JsonNode type) {
        String name = type.path("name").asText();
        reflected.add(name);
        if (type.path("allPublicMethods").asBoolean()) {
            called.add(name);
        }
        if (type.path("allPublicConstructors").asBoolean()) {
            made.add(name);
        }
        type.path("methods").findValuesAsText("name").forEach(method -> called.add(name + "." + method));
    }

    private static JsonNode json(String file) throws IOException {
        try (InputStream stream = NativeMetadataTest.class.getClassLoader().getResourceAsStream(METADATA + file)) {
            return new ObjectMapper().readTree(stream);
        }
    }

    /** The folder of the component's classes and resources, without its tests. */
    private static Path classes() {
        try {
            return Path.of(Generation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> resources() throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    @Test
    void everyNamedClassExists() {
        assertThat(reflected).isNotEmpty().allSatisfy(name -> {
            if (!name.equals(FROM_21) || Runtime.version().feature() >= 21) {
                assertThat(Class.forName(name, false, getClass().getClassLoader()))
                        .isNotNull();
            }
        });
    }

    @Test
    void everyPatternMatchesAResource() throws IOException {
        List<String> resources = resources();
        assertThat(included).isNotEmpty().allSatisfy(pattern -> assertThat(resources)
                .anyMatch(resource -> pattern.matcher(resource).matches()));
    }

    @Test
    void classesThatCamelFindsByNameAreKept() throws IOException {
        List<String> found = resources().stream()
                .filter(resource -> resource.startsWith("META-INF/services/"))
                .filter(resource -> !resource.endsWith(".properties") && !resource.endsWith(".json"))
                .toList();

        assertThat(found).isNotEmpty().allSatisfy(this::isKept);
        assertThat(found.stream().flatMap(this::classesIn)).isNotEmpty().allSatisfy(name -> {
            assertThat(made).contains(name);
            assertThat(called).contains(name);
        });
    }

    private Stream<String> classesIn(String service) {
        try {
            return Files.readAllLines(classes.resolve(service)).stream()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.replace("class=", "").trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void resourcesThatTheComponentReadsAreKept() throws IOException {
        List<String> read = resources().stream()
                .filter(resource -> resource.endsWith(".yaml")
                        || resource.endsWith(".sql")
                        || resource.endsWith("component/genai.json"))
                .toList();

        assertThat(read).hasSizeGreaterThan(6).allSatisfy(this::isKept);
    }

    private void isKept(String resource) {
        assertThat(included).anyMatch(pattern -> pattern.matcher(resource).matches());
    }

    /** Simple, the converters to JSON and property binding read these by reflection. */
    @Test
    void classesThatAreReadByReflectionAreKept() {
        List<String> values = new ClassFileImporter()
                .importPackages(Generation.class.getPackageName()).stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> type.getSource()
                                .map(source -> source.getUri().toString().contains(classes.toString()))
                                .orElse(false))
                        .map(JavaClass::getName)
                        .filter(name -> !name.equals(Printable.class.getName()))
                        .toList();

        assertThat(values).hasSizeGreaterThan(10);
        assertThat(called).containsAll(values).contains(ConnectionConfiguration.class.getName());
        assertThat(made).contains(ConnectionConfiguration.class.getName());
    }

    @Test
    void virtualThreadsAreFoundByName() {
        assertThat(called).contains("java.lang.Thread.ofVirtual", FROM_21);
    }
}
