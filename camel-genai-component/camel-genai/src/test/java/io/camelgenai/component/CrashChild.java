package io.camelgenai.component;

import io.camelgenai.component.CrashFlow.Moment;
import io.camelgenai.component.CrashFlow.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A separate process that runs a {@link CrashFlow}. */
final class CrashChild implements AutoCloseable {

    private final Process process;
    private final Path log;

    /** Sends the orders from {@code first} to before {@code last}. */
    CrashChild(Place place, Moment moment, int first, int last) throws IOException {
        log = Files.createTempFile(place.delivered().getParent(), "child", ".log");
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dcrash.lease=" + CrashFlow.LEASE.toMillis(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CrashFlow.class.getName(),
                        place.database(),
                        place.application(),
                        place.providers(),
                        place.simulator(),
                        place.delivered().toString(),
                        moment.name(),
                        Integer.toString(first),
                        Integer.toString(last))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** The exit code; a process that does not exit within two minutes is killed. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /** Its output. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Suspends the process until {@link #wake}. */
    void sleep() throws Exception {
        signal("-STOP");
    }

    void wake() throws Exception {
        signal("-CONT");
    }

    private void signal(String signal) throws Exception {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    /** Kills the process. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
