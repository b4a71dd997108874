package io.camelgenai.component;

import io.camelgenai.tracking.Observation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that routes read themselves, so that they can be ended when the context stops. */
final class OpenStreams implements AutoCloseable {

    private final Set<Observation> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    void add(Observation stream) {
        open.add(stream);
        if (closed) {
            stream.breakOff();
        }
    }

    void remove(Observation stream) {
        open.remove(stream);
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(Observation::breakOff);
    }
}
