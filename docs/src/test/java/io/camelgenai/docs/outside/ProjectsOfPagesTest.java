package io.camelgenai.docs.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.simulator.GenAiSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who copies the files of a page and runs its commands has a picture. */
class ProjectsOfPagesTest {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static OwnRepository repository;

    private final GenAiSimulator simulator = GenAiSimulator.start();

    @BeforeAll
    static void install() throws IOException {
        repository = OwnRepository.in(
                Files.createDirectories(TARGET.resolve("outside")),
                TARGET.resolve("../..").normalize(),
                System.getProperty("docs.version"),
                Path.of(System.getProperty("docs.users-repository")));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Tag("rendered")
    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void theApplicationOfGettingStartedSavesAPicture(String language) throws Exception {
        runAsThePageDoes(project("getting-started", language), (project, application) -> {});

        assertThat(simulator.generationsCreated()).isOne();
    }

    @Tag("outside")
    @Test
    void theApplicationForSpringBootSavesAPicture() throws Exception {
        runAsThePageDoes(project("spring-boot", ""), (project, application) -> {});
    }

    @Tag("outside")
    @Test
    void theApplicationForQuarkusGeneratesCreatesAndStreamsOnTheOkHttpOfQuarkus() throws Exception {
        runAsThePageDoes(project("quarkus", ""), (project, application) -> {
            Files.writeString(project.file("orders/boat.txt"), "A paper boat");
            Files.writeString(project.file("questions/float.txt"), "What floats?");
            awaitFile(project, application, "ordered/boat.png", ProjectsOfPagesTest::isPng);
            awaitFile(
                    project,
                    application,
                    "answers/float.txt",
                    file -> Files.notExists(project.file("questions/float.txt")));
        });

        assertThat(simulator.generationsCreated()).isEqualTo(3);
        assertThat(project("quarkus", "").file("target/quarkus-app/lib/main"))
                .isDirectoryContaining(jar -> jar.getFileName().toString().contains("okhttp-jvm-5.2."));
    }

    /** What is done with a running application. */
    private interface Use {
        void with(OutsideProject project, Process application) throws Exception;
    }

    private interface Check {
        boolean test(Path file) throws IOException;
    }

    private static OutsideProject project(String page, String language) throws IOException {
        return new OutsideProject(
                TARGET.resolve("outside").resolve(language.isEmpty() ? page : page + "-" + language),
                PageProject.of(Path.of(System.getProperty("docs.html")).resolve(page + ".html"), language));
    }

    /** Builds, starts and uses the application by the commands of the page, on a simulator with a port of its own. */
    private void runAsThePageDoes(OutsideProject project, Use more) throws Exception {
        project.write();
        repository.use(project.file(""));
        project.run("build");
        assertThat(project.file("target/surefire-reports/TEST-example.PicturesTest.xml"))
                .exists();
        Process application = project.start(
                "run", Map.of("JAVA_TOOL_OPTIONS", onTheSimulator("llmstats") + " " + onTheSimulator("privategpt")));
        try {
            awaitFile(project, application, "prompts", Files::isDirectory);
            project.run("use");
            awaitFile(project, application, "pictures", ProjectsOfPagesTest::hasPng);
            more.with(project, application);
            OutsideProject.stop(application);
        } finally {
            OutsideProject.kill(application);
        }
        assertThat(project.output("run")).doesNotContain("ERROR", "Exception");
    }

    private String onTheSimulator(String provider) {
        return "-Dcamel.component.genai.connections[" + provider + "].baseUrl=" + simulator.baseUrl(provider);
    }

    private static void awaitFile(OutsideProject project, Process application, String name, Check check) {
        await(name + " of " + project.file("run.log"))
                .atMost(TIMEOUT)
                .failFast("The application exited, see run.log", () -> !application.isAlive())
                .until(() -> Files.exists(project.file(name)) && check.test(project.file(name)));
    }

    private static boolean hasPng(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (isPng(file)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isPng(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        return content.length > PNG.length && Arrays.mismatch(content, PNG) == PNG.length;
    }
}
