package io.camelgenai.examples.yamlroutes;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;

/** What the routes are written in. */
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
                .orElseThrow(() -> new IllegalArgumentException("No routes are written in " + word + ". Say one of "
                        + Arrays.stream(values())
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    /** Lets the application have the routes of this language, and no others. */
    void chooseFor(Main application) {
        switch (this) {
            case JAVA -> application.configure().addRoutesBuilder(new Letters());
            case XML -> application.configure().withRoutesIncludePattern("classpath:routes/letters.xml");
            case YAML -> application.configure().withRoutesIncludePattern("classpath:routes/letters.yaml");
            case KAMELETS -> application.configure().withRoutesIncludePattern("classpath:routes/kamelets.yaml");
        }
    }
}
