package io.camelgenai.simulator.artifact;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes files when they are fetched and keeps the last few. Thread-safe. */
public final class Gallery {
    private static final int KEPT = 32;

    private final Map<Work, byte[]> made = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Work, byte[]> eldest) {
            return size() > KEPT;
        }
    };

    /** An empty gallery. */
    public Gallery() {}

    /**
     * Gives a file.
     *
     * @param work which
     * @return the file, not to be changed
     */
    public byte[] file(Work work) {
        synchronized (made) {
            byte[] file = made.get(work);
            if (file != null) {
                return file;
            }
        }
        // Two that ask at once make it twice, and the same; better than one that waits for the other's file.
        byte[] file = work.make();
        synchronized (made) {
            made.put(work, file);
        }
        return file;
    }
}
