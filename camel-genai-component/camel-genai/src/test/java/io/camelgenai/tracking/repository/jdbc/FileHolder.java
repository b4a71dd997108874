package io.camelgenai.tracking.repository.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;

/** Another process that opens an H2 file, until this is closed. */
public final class FileHolder implements AutoCloseable {

    private final Process process;

    /** Returns when the file is open there. */
    public FileHolder(Path folder) throws IOException {
        process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FileHolder.class.getName(),
                        Databases.h2Url(folder)))
                .redirectErrorStream(true)
                .start();
        String output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!"open".equals(output)) {
            throw new IllegalStateException("The other process wrote " + output);
        }
    }

    public static void main(String[] url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url[0], "sa", "")) {
            System.out.println(connection.isClosed() ? "closed" : "open");
            while (System.in.read() >= 0) {}
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
