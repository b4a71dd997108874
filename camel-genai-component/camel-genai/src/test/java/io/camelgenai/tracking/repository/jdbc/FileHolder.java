package io.camelgenai.tracking.repository.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;

/** Another process that has an H2 file open, until it is closed. */
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
        String said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!"open".equals(said)) {
            throw new IllegalStateException("The other process says " + said);
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
