package io.camelgenai.simulator.artifact;

import io.camelgenai.simulator.artifact.image.ImageRenderer;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * An MP4 video that pans slowly over an image and zooms in. It always lasts two seconds.
 *
 * @param words the subject
 * @param seed the seed of the drawing
 * @param width in pixels, a multiple of 16
 * @param height in pixels, a multiple of 16
 */
public record VideoFile(String words, long seed, int width, int height) implements GeneratedFile {
    /** The number of frames. */
    public static final int FRAMES = 16;

    /** The frames per second. */
    public static final int FRAMES_PER_SECOND = 8;

    private static final int SIDE = 480;
    private static final int BLOCK = 16;
    private static final double MARGIN = 1.15;

    /** Creates a video with a ratio of width and height such as {@code 16:9}. */
    public static VideoFile ofRatio(String words, long seed, String ratio) {
        ImageFile still = ImageFile.ofRatio(words, seed, ratio);
        double scale = (double) SIDE / Math.max(still.width(), still.height());
        return new VideoFile(words, seed, blocks(still.width() * scale), blocks(still.height() * scale));
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
    public byte[] render() {
        BufferedImage scene = ImageRenderer.draw(words, seed, (int) (width * MARGIN) + 2, (int) (height * MARGIN) + 2);
        return Mp4Encoder.encode(FRAMES, FRAMES_PER_SECOND, number -> frame(scene, (double) number / (FRAMES - 1)));
    }

    private BufferedImage frame(BufferedImage scene, double time) {
        // Eases in and out.
        double progress = time * time * (3 - 2 * time);
        double scale = 1 / MARGIN + (1 - 1 / MARGIN) * progress;
        double left = (width - scene.getWidth() * scale) * progress;
        double top = (height - scene.getHeight() * scale) * (1 - progress);
        BufferedImage frame = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = frame.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(scene, new AffineTransform(scale, 0, 0, scale, left, top), null);
        graphics.dispose();
        return frame;
    }

    /** Leaves out the words, which are a prompt. */
    @Override
    public String toString() {
        return "VideoFile[" + width + "x" + height + "]";
    }
}
