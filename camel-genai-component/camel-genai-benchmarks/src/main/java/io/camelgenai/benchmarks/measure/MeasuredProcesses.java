package io.camelgenai.benchmarks.measure;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A {@link MeasuredProcess} for each peer. They run in turn, round by round. */
public final class MeasuredProcesses implements AutoCloseable {

    private final Map<String, MeasuredProcess> byPeer = new LinkedHashMap<>();

    /**
     * Starts them.
     *
     * @param main the main class, whose first argument is the peer
     * @param argument the second argument
     */
    public MeasuredProcesses(Class<?> main, List<String> peers, String argument) throws IOException {
        for (String peer : peers) {
            byPeer.put(peer, new MeasuredProcess(main, peer, argument));
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
