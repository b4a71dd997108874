package io.camelgenai.docs.outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A local repository of Maven with the published artifacts of this build, in place of the user's, where none of them is
 * installed. What else a project needs is copied from the user's local repository if it is there, otherwise downloaded.
 */
final class OwnRepository {

    /** The folder of each published artifact, and of the parent. */
    private static final Map<String, String> PUBLISHED = Map.of(
            "camel-genai-parent", ".",
            "camel-genai-bom", "camel-genai-component/camel-genai-bom",
            "camel-genai", "camel-genai-component/camel-genai",
            "camel-genai-simulator", "camel-genai-component/camel-genai-simulator",
            "camel-genai-starter", "camel-genai-component/camel-genai-starter");

    private static final String SETTINGS = """
            <settings>
                <profiles>
                    <profile>
                        <id>users-repository</id>
                        <repositories>
                            <repository>%1$s</repository>
                        </repositories>
                        <pluginRepositories>
                            <pluginRepository>%1$s</pluginRepository>
                        </pluginRepositories>
                    </profile>
                </profiles>
                <activeProfiles>
                    <activeProfile>users-repository</activeProfile>
                </activeProfiles>
            </settings>
            """;

    private final Path folder;

    private OwnRepository(Path folder) {
        this.folder = folder;
    }

    /**
     * Installs the artifacts of this build.
     *
     * @param folder of the repository and its settings
     * @param build the root of this build
     * @param version of the artifacts
     * @param users the user's local repository, which is only read
     */
    static OwnRepository in(Path folder, Path build, String version, Path users) throws IOException {
        OwnRepository repository = new OwnRepository(folder);
        for (Map.Entry<String, String> each : PUBLISHED.entrySet()) {
            String name = each.getKey() + "-" + version;
            Path source = build.resolve(each.getValue());
            Path target = Files.createDirectories(repository
                    .artifacts()
                    .resolve("io/camelgenai")
                    .resolve(each.getKey())
                    .resolve(version));
            copy(source.resolve("pom.xml"), target.resolve(name + ".pom"));
            Path jar = source.resolve("target").resolve(name + ".jar");
            if (Files.exists(jar)) {
                copy(jar, target.resolve(name + ".jar"));
            }
        }
        Files.writeString(
                repository.settings(),
                SETTINGS.formatted("<id>users-repository</id><url>" + users.toUri()
                        + "</url><releases><checksumPolicy>ignore</checksumPolicy></releases>"
                        + "<snapshots><enabled>false</enabled></snapshots>"));
        return repository;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path artifacts() {
        return folder.resolve("repository");
    }

    private Path settings() {
        return folder.resolve("settings.xml");
    }

    /** Lets every Maven in this project use the repository. */
    void use(Path project) throws IOException {
        Files.writeString(
                Files.createDirectories(project.resolve(".mvn")).resolve("maven.config"),
                "--batch-mode\n--global-settings\n" + settings() + "\n-Dmaven.repo.local=" + artifacts() + "\n");
    }
}
