package io.camelgenai.simulator.artifact.image;

import java.awt.GradientPaint;
import java.awt.geom.Path2D;
import java.util.function.Consumer;

/** Draws a landscape: sky, sun or moon, ridges in the haze, stars at night. */
final class HillsStyle implements Consumer<Canvas> {

    @Override
    public void accept(Canvas canvas) {
        boolean night = canvas.random.below(3) == 0;
        double horizon = canvas.height * canvas.random.between(0.48, 0.6);
        sky(canvas, night, horizon);
        if (night) {
            stars(canvas, horizon);
        }
        sun(canvas, night, horizon);
        ridges(canvas, night, horizon);
    }

    private static void sky(Canvas canvas, boolean night, double horizon) {
        double top = night ? 0.0 : 0.38;
        double bottom = night ? 0.5 : 0.98;
        canvas.fill((x, y) -> canvas.palette.rgb(top + (bottom - top) * Math.pow(Math.min(1, y / horizon), 1.25)));
    }

    private static void stars(Canvas canvas, double horizon) {
        for (int i = 0; i < 170; i++) {
            double depth = canvas.random.between(0, 1);
            double y = depth * depth * horizon;
            canvas.graphics.setPaint(canvas.palette.color(1, canvas.random.between(0.25, 0.95) * (1 - depth * depth)));
            canvas.disc(canvas.random.between(0, canvas.width), y, canvas.unit * canvas.random.between(0.0008, 0.0026));
        }
    }

    private static void sun(Canvas canvas, boolean night, double horizon) {
        double x = canvas.width * canvas.random.between(0.2, 0.8);
        double y = horizon * canvas.random.between(0.38, 0.85);
        double radius = canvas.unit * canvas.random.between(0.05, 0.095);
        canvas.glow(x, y, radius * 6, canvas.palette.color(1, night ? 0.35 : 0.85));
        canvas.graphics.setPaint(canvas.palette.color(1, 1));
        canvas.disc(x, y, radius);
    }

    private static void ridges(Canvas canvas, boolean night, double horizon) {
        int count = 5 + canvas.random.below(3);
        Noise noise = new Noise(canvas.random);
        double far = night ? 0.42 : 0.74;
        for (int i = 0; i < count; i++) {
            double near = (double) i / (count - 1);
            double base = horizon + (canvas.height * 1.02 - horizon) * Math.pow(near, 1.2) * 0.86;
            double swing = canvas.unit * (0.09 + 0.13 * near);
            double stretch = 2.2 + 1.6 * (1 - near);
            Path2D ridge = ridge(canvas, noise, base, swing, stretch, 11.7 * i);
            double shade = far * (1 - near);
            canvas.graphics.setPaint(new GradientPaint(
                    0f,
                    (float) (base - swing),
                    canvas.palette.color(shade, 1),
                    0f,
                    (float) (base + canvas.height * 0.22),
                    // The foot of a hill is in the haze, more so the farther away it is.
                    canvas.palette.color(shade + 0.16 * (1 - near) + 0.05, 1)));
            canvas.graphics.fill(ridge);
        }
    }

    private static Path2D ridge(Canvas canvas, Noise noise, double base, double swing, double stretch, double row) {
        Path2D ridge = new Path2D.Double();
        ridge.moveTo(0, canvas.height);
        for (int x = 0; x <= canvas.width + 2; x += 2) {
            double position = x / canvas.unit * stretch;
            ridge.lineTo(x, base - swing * (0.25 + noise.layered(position, row, 5)));
        }
        ridge.lineTo(canvas.width + 2, canvas.height);
        ridge.closePath();
        return ridge;
    }
}
