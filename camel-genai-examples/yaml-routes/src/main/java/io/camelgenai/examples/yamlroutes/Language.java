package io.camelgenai.examples.yamlroutes;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;

/** The language of the routes. */
enum Language {
    YAML,
    XML,
    JAVA,
    KAMELETS;

    /** @throws IllegalArgumentException when there is no such language; the message names all */
    static Language of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.name().equalsIgnoreCase(word))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("There are no routes in " + word + ". Use one of "
                        + Arrays.stream(values())
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    /** Configures the application with the routes of this language only. */
    void configure(Main application) {
        switch (this) {
            case JAVA -> application.configure().addRoutesBuilder(new Letters());
            case XML -> application.configure().withRoutesIncludePattern("classpath:routes/letters.xml");
            case YAML -> application.configure().withRoutesIncludePattern("classpath:routes/letters.yaml");
            case KAMELETS -> application.configure().withRoutesIncludePattern("classpath:routes/kamelets.yaml");
        }
    }
}
