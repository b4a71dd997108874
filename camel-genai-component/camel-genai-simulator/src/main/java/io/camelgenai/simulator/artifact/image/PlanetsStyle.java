package io.camelgenai.simulator.artifact.image;

import java.awt.Color;
import java.awt.MultipleGradientPaint;
import java.awt.RadialGradientPaint;
import java.util.function.Consumer;

/** Draws large and small spheres in a glow, lit from one side. */
final class PlanetsStyle implements Consumer<Canvas> {

    @Override
    public void accept(Canvas canvas) {
        canvas.gradient(0.02, 0.34, canvas.random.between(-0.6, 0.6));
        double lightX = canvas.width * canvas.random.between(0.1, 0.9);
        double lightY = canvas.height * canvas.random.between(0.0, 0.4);
        canvas.glow(lightX, lightY, canvas.unit * 1.05, canvas.palette.color(0.72, 0.7));
        dust(canvas);
        int count = 9 + canvas.random.below(6);
        for (int i = 0; i < count; i++) {
            double near = (double) i / (count - 1);
            double radius = canvas.unit * (0.018 + 0.2 * near * near * canvas.random.between(0.55, 1.1));
            planet(
                    canvas,
                    canvas.width * canvas.random.between(0.05, 0.95),
                    canvas.height * canvas.random.between(0.1, 0.95),
                    radius,
                    lightX,
                    lightY);
        }
    }

    private static void dust(Canvas canvas) {
        for (int i = 0; i < 140; i++) {
            canvas.graphics.setPaint(canvas.palette.color(1, canvas.random.between(0.08, 0.6)));
            canvas.disc(
                    canvas.random.between(0, canvas.width),
                    canvas.random.between(0, canvas.height),
                    canvas.unit * canvas.random.between(0.0007, 0.0024));
        }
    }

    private static void planet(Canvas canvas, double x, double y, double radius, double lightX, double lightY) {
        double tone = canvas.random.between(0.3, 0.85);
        double distance = Math.max(1, Math.hypot(lightX - x, lightY - y));
        double towardsX = x + (lightX - x) / distance * radius * 0.55;
        double towardsY = y + (lightY - y) / distance * radius * 0.55;
        canvas.glow(x, y, radius * 1.6, canvas.palette.color(tone, 0.3));
        canvas.graphics.setPaint(new RadialGradientPaint(
                (float) towardsX,
                (float) towardsY,
                (float) (radius * 1.5),
                new float[] {0f, 0.4f, 0.78f, 1f},
                new Color[] {
                    canvas.palette.color(tone + 0.28, 1),
                    canvas.palette.color(tone, 1),
                    canvas.palette.color(tone * 0.45, 1),
                    canvas.palette.color(0.04, 1)
                },
                MultipleGradientPaint.CycleMethod.NO_CYCLE));
        canvas.disc(x, y, radius);
    }
}
