package io.camelgenai.examples.yamlroutes;

import org.apache.camel.main.Main;

/** Camel Main without the routes and the properties of the example. */
final class EmptyApplication {

    private EmptyApplication() {}

    static Main create() {
        Main application = new Main();
        application.setDefaultPropertyPlaceholderLocation("false");
        application.configure().withRoutesIncludePattern("false");
        return application;
    }
}
