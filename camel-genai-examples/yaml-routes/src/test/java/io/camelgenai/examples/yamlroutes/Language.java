package io.camelgenai.examples.yamlroutes;

import org.apache.camel.main.Main;

/** The language of the routes. */
enum Language {
    YAML,
    XML,
    JAVA,
    KAMELETS;

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
