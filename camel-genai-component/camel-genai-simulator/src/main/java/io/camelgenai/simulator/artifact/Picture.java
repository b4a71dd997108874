package io.camelgenai.simulator.artifact;

/**
 * A picture that can be drawn.
 *
 * @param words what it is of
 * @param seed decides the rest
 * @param width in pixels
 * @param height in pixels
 */
public record Picture(String words, long seed, int width, int height) implements Work {
    private static final int SIDE = 512;
    private static final int LARGEST_SIDE = 1536;
    private static final int SMALLEST_SIDE = 64;

    /**
     * A picture whose area is that of a square of 512 pixels.
     *
     * @param words what it is of
     * @param seed decides the rest
     * @param ratio width and height as {@code 16:9}
     * @return the picture, its sides whole multiples of 8
     */
    public static Picture ofRatio(String words, long seed, String ratio) {
        int colon = ratio.indexOf(':');
        double across = Double.parseDouble(ratio.substring(0, colon));
        double stretch = Math.sqrt(across / Double.parseDouble(ratio.substring(colon + 1)));
        return fitted(words, seed, 8 * Math.rint(SIDE * stretch / 8), 8 * Math.rint(SIDE / stretch / 8));
    }

    /**
     * A picture of a size, made smaller where that is too large to be drawn in a moment.
     *
     * @param words what it is of
     * @param seed decides the rest
     * @param size width and height as {@code 1024x768}
     * @return the picture
     */
    public static Picture ofSize(String words, long seed, String size) {
        int cross = size.indexOf('x');
        return fitted(
                words, seed, Integer.parseInt(size.substring(0, cross)), Integer.parseInt(size.substring(cross + 1)));
    }

    private static Picture fitted(String words, long seed, double width, double height) {
        double shrink = Math.min(1.0, LARGEST_SIDE / Math.max(width, height));
        return new Picture(words, seed, Math.max(SMALLEST_SIDE, (int) (width * shrink)), Math.max(SMALLEST_SIDE, (int)
                (height * shrink)));
    }

    @Override
    public String extension() {
        return "png";
    }

    @Override
    public String mediaType() {
        return "image/png";
    }

    @Override
    public byte[] make() {
        return Png.encode(Artist.draw(this));
    }

    /** Shows the size only: the words are a prompt. */
    @Override
    public String toString() {
        return "Picture[" + width + "x" + height + "]";
    }
}
