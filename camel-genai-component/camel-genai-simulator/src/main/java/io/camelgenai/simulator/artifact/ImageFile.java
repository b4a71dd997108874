package io.camelgenai.simulator.artifact;

import io.camelgenai.simulator.artifact.image.ImageRenderer;

/**
 * A PNG image.
 *
 * @param words the subject
 * @param seed the seed of the drawing
 * @param width in pixels
 * @param height in pixels
 */
public record ImageFile(String words, long seed, int width, int height) implements GeneratedFile {
    private static final int SIDE = 512;
    private static final int MAX_SIDE = 1536;
    private static final int MIN_SIDE = 64;

    /** Creates an image with the area of a square of 512 pixels; the sides are multiples of 8. The ratio is as {@code 16:9}. */
    public static ImageFile ofRatio(String words, long seed, String ratio) {
        int colon = ratio.indexOf(':');
        double across = Double.parseDouble(ratio.substring(0, colon));
        double proportion = Math.sqrt(across / Double.parseDouble(ratio.substring(colon + 1)));
        return fitted(words, seed, 8 * Math.rint(SIDE * proportion / 8), 8 * Math.rint(SIDE / proportion / 8));
    }

    /** Creates an image of a size such as {@code 1024x768}, scaled down if it is too large to be drawn quickly. */
    public static ImageFile ofSize(String words, long seed, String size) {
        int cross = size.indexOf('x');
        return fitted(
                words, seed, Integer.parseInt(size.substring(0, cross)), Integer.parseInt(size.substring(cross + 1)));
    }

    private static ImageFile fitted(String words, long seed, double width, double height) {
        double scale = Math.min(1.0, MAX_SIDE / Math.max(width, height));
        return new ImageFile(
                words, seed, Math.max(MIN_SIDE, (int) (width * scale)), Math.max(MIN_SIDE, (int) (height * scale)));
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
    public byte[] render() {
        return PngEncoder.encode(ImageRenderer.draw(words, seed, width, height));
    }

    /** Leaves out the words, which are a prompt. */
    @Override
    public String toString() {
        return "ImageFile[" + width + "x" + height + "]";
    }
}
