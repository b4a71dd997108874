package io.camelgenai.examples.yamlroutes;

import io.camelgenai.simulator.GenAiSimulator;
import org.apache.camel.main.Main;

/** One letter, with the routes in one language. */
final class Letter {

    private static final long TIMEOUT_MILLIS = 60_000;

    private Letter() {}

    /** Starts the application, generates one letter, and stops the application. */
    static String write(Language language, GenAiSimulator simulator, String prompt, String recipient) throws Exception {
        Main application = EmptyApplication.create();
        application.addInitialProperty(
                "camel.component.genai.connections[privategpt].baseUrl", simulator.baseUrl("privategpt"));
        language.configure(application);
        application.start();
        try {
            application.getCamelTemplate().sendBodyAndHeader("direct:write", prompt, "recipient", recipient);
            return application
                    .getCamelContext()
                    .createConsumerTemplate()
                    .receiveBody("seda:letters", TIMEOUT_MILLIS, String.class);
        } finally {
            application.stop();
        }
    }
}
