package io.camelgenai.simulator.artifact;

import java.util.LinkedHashMap;
import java.util.Map;

/** Draws pictures when they are fetched and keeps the last few. Thread-safe. */
public final class Gallery {
    private static final int KEPT = 32;

    private final Map<Picture, byte[]> drawn = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Picture, byte[]> eldest) {
            return size() > KEPT;
        }
    };

    /** An empty gallery. */
    public Gallery() {}

    /**
     * Gives a picture.
     *
     * @param picture which
     * @return a PNG file, not to be changed
     */
    public byte[] png(Picture picture) {
        synchronized (drawn) {
            byte[] file = drawn.get(picture);
            if (file != null) {
                return file;
            }
        }
        // Two that ask at once draw it twice, and the same; better than one that waits for the other's picture.
        byte[] file = Png.encode(Artist.draw(picture));
        synchronized (drawn) {
            drawn.put(picture, file);
        }
        return file;
    }
}
