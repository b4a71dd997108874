package io.camelgenai.examples.yamlroutes;

import io.camelgenai.simulator.GenAiSimulator;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.main.Main;

/** The command: generates one letter and prints it. */
public final class YamlRoutes {

    private static final long TIMEOUT_MILLIS = 60_000;

    private YamlRoutes() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Language language = Language.of(arguments.length == 0 ? "yaml" : arguments[0]);
        try (GenAiSimulator simulator = GenAiSimulator.start()) {
            out.println(letter(language, simulator, "Invite Ada to tea on Sunday.", "Ada"));
        }
    }

    /** Starts the application, generates one letter, and stops the application. */
    static String letter(Language language, GenAiSimulator simulator, String prompt, String recipient)
            throws Exception {
        Main application = application(language, simulator);
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

    /** The application, on the simulator. */
    static Main application(Language language, GenAiSimulator simulator) {
        Main application = new Main();
        application.addInitialProperty(
                "camel.component.genai.connections[privategpt].baseUrl", simulator.baseUrl("privategpt"));
        language.configure(application);
        return application;
    }
}
