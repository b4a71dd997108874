package io.camelgenai.simulator.artifact;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * A short film: the eye wanders slowly over a picture, and comes nearer. It lasts two seconds, whatever was asked for.
 *
 * @param words what it is of
 * @param seed decides the rest
 * @param width in pixels, a multiple of 16
 * @param height in pixels, a multiple of 16
 */
public record Film(String words, long seed, int width, int height) implements Work {
    /** How many frames a film has. */
    public static final int FRAMES = 16;

    /** How many of them are shown in a second. */
    public static final int FRAMES_PER_SECOND = 8;

    private static final int SIDE = 480;
    private static final int BLOCK = 16;
    private static final double MARGIN = 1.15;

    /**
     * A film of a shape.
     *
     * @param words what it is of
     * @param seed decides the rest
     * @param ratio width and height as {@code 16:9}
     * @return the film
     */
    public static Film ofRatio(String words, long seed, String ratio) {
        Picture still = Picture.ofRatio(words, seed, ratio);
        double shrink = (double) SIDE / Math.max(still.width(), still.height());
        return new Film(words, seed, blocks(still.width() * shrink), blocks(still.height() * shrink));
    }

    private static int blocks(double side) {
        return Math.max(2, (int) Math.round(side / BLOCK)) * BLOCK;
    }

    @Override
    public String extension() {
        return "mp4";
    }

    @Override
    public String mediaType() {
        return "video/mp4";
    }

    @Override
    public byte[] make() {
        BufferedImage scene =
                Artist.draw(new Picture(words, seed, (int) (width * MARGIN) + 2, (int) (height * MARGIN) + 2));
        return Mp4.encode(FRAMES, FRAMES_PER_SECOND, number -> frame(scene, (double) number / (FRAMES - 1)));
    }

    private BufferedImage frame(BufferedImage scene, double time) {
        // Slow at the beginning and at the end.
        double way = time * time * (3 - 2 * time);
        double scale = 1 / MARGIN + (1 - 1 / MARGIN) * way;
        double left = (width - scene.getWidth() * scale) * way;
        double top = (height - scene.getHeight() * scale) * (1 - way);
        BufferedImage frame = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = frame.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        brush.drawImage(scene, new AffineTransform(scale, 0, 0, scale, left, top), null);
        brush.dispose();
        return frame;
    }

    /** Shows the size only: the words are a prompt. */
    @Override
    public String toString() {
        return "Film[" + width + "x" + height + "]";
    }
}
