package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A reader finds on each page, and in the README, which artifacts its routes need. */
class ArtifactsTest {

    @Test
    void everyPageWithRoutesListsTheirArtifacts() {
        Set<String> lines = RouteArtifacts.files().keySet();

        assertThat(lines).hasSizeGreaterThan(3);
        Pages.all().forEach((name, page) -> {
            String line = RouteArtifacts.fileName(name);
            if (lines.contains(line)) {
                assertThat(page).as(name).contains("_tables/" + line + "[]");
            }
        });
    }

    @Test
    void theReadmeListsTheArtifactsOfItsRoutes() {
        String readme = Pages.text(Path.of("../README.md"));

        Set<String> artifacts = RouteArtifacts.ofMarkdown(readme);

        assertThat(artifacts).contains("camel-genai", "camel-bean", "camel-file");
        artifacts.forEach(each -> assertThat(readme).contains("`" + each + "`"));
    }

    @Test
    void theFirstRouteOfTheReadmeIsThatOfGettingStarted() {
        String readme = Pages.text(Path.of("../README.md"));
        String section = readme.substring(readme.indexOf("## First route"), readme.indexOf("## Routes"));

        assertThat(RouteArtifacts.codeOfMarkdown(section)).hasSize(3).allSatisfy(route -> assertThat(
                        Pages.all().get("getting-started.adoc"))
                .contains("\n----\n" + route + "\n----\n"));
    }
}
