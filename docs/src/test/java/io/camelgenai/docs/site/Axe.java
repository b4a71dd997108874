package io.camelgenai.docs.site;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** axe-core, the checker of accessibility, in a page. */
final class Axe {

    private static final String VIOLATIONS = """
            appearance => axe.run(document, {
                resultTypes: ["violations"],
                rules: Object.fromEntries(["color-contrast", "link-in-text-block", "region", "target-size"]
                    .map(rule => [rule, { enabled: appearance }])),
            }).then(results => results.violations.flatMap(violation => violation.nodes.slice(0, 3)
                .map(node => `${violation.id} of ${node.target}: ${node.failureSummary}`)))""";

    private Axe() {}

    /** The script, for the pages of a context. */
    static String script() throws IOException {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * What the page has that it should not have.
     *
     * @param appearance whether contrast and sizes are measured, too, which is slow where a page has many links
     */
    static List<String> violations(Page page, boolean appearance) {
        return ((List<?>) page.evaluate(VIOLATIONS, appearance))
                .stream().map(String::valueOf).toList();
    }
}
