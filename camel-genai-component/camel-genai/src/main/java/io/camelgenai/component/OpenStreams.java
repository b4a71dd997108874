package io.camelgenai.component;

import io.camelgenai.generation.GenerationStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that routes read themselves, so that they can be ended when the context stops. */
final class OpenStreams implements AutoCloseable {

    private final Set<GenerationStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    void add(GenerationStream stream) {
        open.add(stream);
        if (closed) {
            stream.close();
        }
    }

    void remove(GenerationStream stream) {
        open.remove(stream);
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(GenerationStream::close);
    }
}
