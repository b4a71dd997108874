package io.camelgenai.simulator.artifact.image;

import io.camelgenai.simulator.content.SeededRandom;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.MultipleGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** An image to draw on, with the operations that all styles share. Coordinates are pixels; {@code unit} is the shorter side. */
final class Canvas {
    final int width;
    final int height;
    final double unit;
    final BufferedImage image;
    final Graphics2D graphics;
    final SeededRandom random;
    final Palette palette;

    Canvas(int width, int height, SeededRandom random) {
        this.width = width;
        this.height = height;
        this.unit = Math.min(width, height);
        this.random = random;
        this.palette = new Palette(random);
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** The color of each pixel. */
    @FunctionalInterface
    interface Coloring {
        int rgb(double x, double y);
    }

    /** Fills the canvas. */
    void fill(Coloring coloring) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = coloring.rgb(x, y);
            }
        }
    }

    /** Fills with a gradient between two positions of the palette, from top to bottom or slanted. */
    void gradient(double from, double to, double slant) {
        double across = slant / width;
        double down = (1 - Math.abs(slant)) / height;
        double start = slant < 0 ? -slant : 0;
        fill((x, y) -> palette.rgb(from + (to - from) * (start + x * across + y * down)));
    }

    void disc(double x, double y, double radius) {
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    /** Draws a light that fades to nothing at the radius. */
    void glow(double x, double y, double radius, Color light) {
        int rgb = light.getRGB() & 0xffffff;
        int alpha = light.getAlpha();
        graphics.setPaint(new RadialGradientPaint(
                (float) x,
                (float) y,
                (float) radius,
                new float[] {0f, 0.35f, 0.7f, 1f},
                new Color[] {
                    light,
                    new Color(rgb | ((alpha * 45 / 100) << 24), true),
                    new Color(rgb | ((alpha * 12 / 100) << 24), true),
                    new Color(rgb, true)
                },
                MultipleGradientPaint.CycleMethod.NO_CYCLE));
        disc(x, y, radius);
    }
}
