package io.camelgenai.benchmarks.measure;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A {@link MeasuredProcess} for each peer. They run in turn, round by round. */
public final class MeasuredProcesses implements AutoCloseable {

    private final Map<String, MeasuredProcess> byPeer = new LinkedHashMap<>();

    /**
     * Starts them.
     *
     * @param main the main class, whose first argument is the peer
     * @param arguments the other arguments
     */
    public MeasuredProcesses(Class<?> main, List<String> peers, String... arguments) throws IOException {
        for (String peer : peers) {
            byPeer.put(
                    peer,
                    new MeasuredProcess(
                            main,
                            Stream.concat(Stream.of(peer), Stream.of(arguments)).toArray(String[]::new)));
        }
    }

    public MeasuredProcess of(String peer) {
        return Objects.requireNonNull(byPeer.get(peer), peer);
    }

    @Override
    public void close() {
        byPeer.values().forEach(MeasuredProcess::close);
    }
}
