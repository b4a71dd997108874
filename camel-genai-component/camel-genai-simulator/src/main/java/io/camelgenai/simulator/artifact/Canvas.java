package io.camelgenai.simulator.artifact;

import io.camelgenai.simulator.content.Dice;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.MultipleGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** What a picture is painted on, with the few strokes that all paintings share. Lengths are shares of the shorter side. */
final class Canvas {
    final int width;
    final int height;
    final double unit;
    final BufferedImage image;
    final Graphics2D brush;
    final Dice dice;
    final Palette palette;

    Canvas(Picture picture, Dice dice) {
        this.width = picture.width();
        this.height = picture.height();
        this.unit = Math.min(width, height);
        this.dice = dice;
        this.palette = new Palette(dice);
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.brush = image.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        brush.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** A colour for every place of a picture, both coordinates in pixels. */
    @FunctionalInterface
    interface Colouring {
        int rgb(double x, double y);
    }

    /** Fills the canvas. */
    void fill(Colouring colouring) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = colouring.rgb(x, y);
            }
        }
    }

    /** Fills from top to bottom, or in another direction, between two places of the palette. */
    void wash(double from, double to, double slant) {
        double across = slant / width;
        double down = (1 - Math.abs(slant)) / height;
        double start = slant < 0 ? -slant : 0;
        fill((x, y) -> palette.rgb(from + (to - from) * (start + x * across + y * down)));
    }

    void disc(double x, double y, double radius) {
        brush.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    /** Light that falls off to nothing at the radius. */
    void glow(double x, double y, double radius, Color light) {
        int rgb = light.getRGB() & 0xffffff;
        int alpha = light.getAlpha();
        brush.setPaint(new RadialGradientPaint(
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
