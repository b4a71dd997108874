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

    RunningStudio(GenAiSimulator simulator, Path folder) {
        this.simulator = simulator;
        this.folder = folder;
        application = start(0);
        port = application.getWebServer().getPort();
    }

    private ServletWebServerApplicationContext start(int onPort) {
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
        return (ServletWebServerApplicationContext)
                SpringApplication.run(Studio.class, properties.toArray(String[]::new));
    }

    /** Another application on the same database, files and port. */
    void restart() {
        application.close();
        application = start(port);
    }

    String address() {
        return "http://127.0.0.1:" + port + "/";
    }

    @Override
    public void close() {
        application.close();
    }
}
