package io.camelgenai.examples.studio;

import io.camelgenai.simulator.GenAiSimulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** The application in this process, on a simulator of the test: what is in flight survives a restart of the application. */
final class RunningStudio implements AutoCloseable {

    private final GenAiSimulator simulator;
    private final Path folder;
    private ServletWebServerApplicationContext application;
    private final int port;

    /** @param further properties of the application */
    RunningStudio(GenAiSimulator simulator, Path folder, String... further) {
        this.simulator = simulator;
        this.folder = folder;
        application = start(0, further);
        port = application.getWebServer().getPort();
    }

    private ServletWebServerApplicationContext start(int onPort, String... further) {
        List<String> properties = new ArrayList<>(List.of(
                "--server.port=" + onPort,
                "--studio.folder=" + folder,
                "--studio.max-deliveries=1",
                "--camel.genai.simulator.enabled=false"));
        for (String provider : simulator.providers()) {
            String connection = "--camel.component.genai.connections[" + provider + "].";
            properties.add(connection + "baseUrl=" + simulator.baseUrl(provider));
            properties.add(connection + "retryDelay=20ms");
            properties.add(connection + "apiKey=" + simulator.apiKey(provider));
        }
        properties.addAll(List.of(further));
        return (ServletWebServerApplicationContext)
                SpringApplication.run(Studio.class, properties.toArray(String[]::new));
    }

    /** Another application on the same database, files and port, with other further properties. */
    void restart(String... further) {
        application.close();
        application = start(port, further);
    }

    String address() {
        return "http://127.0.0.1:" + port + "/";
    }

    @Override
    public void close() {
        application.close();
    }
}
