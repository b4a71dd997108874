package io.camelgenai.simulator.artifact;

import java.util.LinkedHashMap;
import java.util.Map;

/** Renders files when they are fetched and keeps the last few. Thread-safe. */
final class FileCache {
    private static final int SIZE = 32;

    private final Map<GeneratedFile, byte[]> rendered = new LinkedHashMap<>(SIZE, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<GeneratedFile, byte[]> eldest) {
            return size() > SIZE;
        }
    };

    /** Returns the bytes of a file, which must not be changed. */
    byte[] bytes(GeneratedFile file) {
        synchronized (rendered) {
            byte[] bytes = rendered.get(file);
            if (bytes != null) {
                return bytes;
            }
        }
        // Rendered outside the lock: two requests may render the same file, but no request waits for another file.
        byte[] bytes = file.render();
        synchronized (rendered) {
            rendered.put(file, bytes);
        }
        return bytes;
    }
}
