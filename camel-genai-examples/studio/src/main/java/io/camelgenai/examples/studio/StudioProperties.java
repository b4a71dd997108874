package io.camelgenai.examples.studio;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of the application.
 *
 * @param folder where database and files are
 * @param models the models that the page offers
 * @param providers the providers whose models are offered; all where it is not set
 * @param simulated whether the simulator plays the providers, which the page shows
 * @param hosts the names under which the page is served, so that no other site's name leads to it
 */
@ConfigurationProperties("studio")
record StudioProperties(
        Path folder, List<Model> models, @Nullable Set<String> providers, boolean simulated, Set<String> hosts) {

    List<Model> offered() {
        return models.stream()
                .filter(each -> providers == null || providers.isEmpty() || providers.contains(each.provider()))
                .toList();
    }

    /** Where the files of generations are, each in the folder of its submission. */
    Path files() {
        return folder.toAbsolutePath().resolve("files");
    }

    /** Where the reference pictures are. A name begins with the id of the submission. */
    Path references() {
        return folder.toAbsolutePath().resolve("references");
    }
}
