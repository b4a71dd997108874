package io.camelgenai.simulator.artifact.image;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.geom.Path2D;
import java.util.function.Consumer;

/** Draws overlapping bands of thin, transparent cloth. */
final class SilkStyle implements Consumer<Canvas> {

    @Override
    public void accept(Canvas canvas) {
        boolean dark = canvas.random.below(2) == 0;
        canvas.gradient(dark ? 0.0 : 0.98, dark ? 0.22 : 0.8, canvas.random.between(-0.7, 0.7));
        Noise noise = new Noise(canvas.random);
        double tilt = canvas.random.between(-0.45, 0.45);
        int count = 16 + canvas.random.below(8);
        for (int i = 0; i < count; i++) {
            double depth = (double) i / count;
            double top = canvas.height * (-0.1 + 1.1 * depth);
            double thickness = canvas.unit * canvas.random.between(0.16, 0.42);
            double tone = dark ? 0.2 + 0.8 * Math.abs(noise.at(depth * 6, 0.5)) * 1.6 : 0.95 - depth * 0.85;
            Color solid = canvas.palette.color(tone, dark ? 0.55 : 0.5);
            Color thin = canvas.palette.color(tone + (dark ? -0.2 : 0.1), 0.0);
            canvas.graphics.setPaint(
                    new GradientPaint(0f, (float) top, solid, 0f, (float) (top + thickness + canvas.unit * 0.2), thin));
            canvas.graphics.fill(band(canvas, noise, top, thickness, tilt, depth));
        }
    }

    private static Path2D band(Canvas canvas, Noise noise, double top, double thickness, double tilt, double depth) {
        Path2D band = new Path2D.Double();
        for (int x = -4; x <= canvas.width + 4; x += 4) {
            double y = edge(canvas, noise, x, top, tilt, depth);
            if (x < 0) {
                band.moveTo(x, y);
            } else {
                band.lineTo(x, y);
            }
        }
        for (int x = canvas.width + 4; x >= -4; x -= 4) {
            double swell = 1 + 0.7 * noise.at(x / canvas.unit * 1.3, 40 + depth * 5);
            band.lineTo(x, edge(canvas, noise, x, top, tilt, depth) + thickness * swell);
        }
        band.closePath();
        return band;
    }

    private static double edge(Canvas canvas, Noise noise, double x, double top, double tilt, double depth) {
        double wave = noise.layered(x / canvas.unit * 1.15, depth * 2.4, 2);
        return top + tilt * (x - canvas.width / 2.0) + canvas.unit * 0.3 * wave;
    }
}
