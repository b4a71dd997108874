package io.camelgenai.simulator.artifact;

import java.awt.Color;
import java.awt.MultipleGradientPaint;
import java.awt.RadialGradientPaint;
import java.util.function.Consumer;

/** Round bodies lit from one side, large and small, hanging in a glow. */
final class Planets implements Consumer<Canvas> {

    @Override
    public void accept(Canvas canvas) {
        canvas.wash(0.02, 0.34, canvas.dice.between(-0.6, 0.6));
        double lightX = canvas.width * canvas.dice.between(0.1, 0.9);
        double lightY = canvas.height * canvas.dice.between(0.0, 0.4);
        canvas.glow(lightX, lightY, canvas.unit * 1.05, canvas.palette.colour(0.72, 0.7));
        dust(canvas);
        int count = 9 + canvas.dice.below(6);
        for (int i = 0; i < count; i++) {
            double near = (double) i / (count - 1);
            double radius = canvas.unit * (0.018 + 0.2 * near * near * canvas.dice.between(0.55, 1.1));
            planet(
                    canvas,
                    canvas.width * canvas.dice.between(0.05, 0.95),
                    canvas.height * canvas.dice.between(0.1, 0.95),
                    radius,
                    lightX,
                    lightY);
        }
    }

    private static void dust(Canvas canvas) {
        for (int i = 0; i < 140; i++) {
            canvas.brush.setPaint(canvas.palette.colour(1, canvas.dice.between(0.08, 0.6)));
            canvas.disc(
                    canvas.dice.between(0, canvas.width),
                    canvas.dice.between(0, canvas.height),
                    canvas.unit * canvas.dice.between(0.0007, 0.0024));
        }
    }

    private static void planet(Canvas canvas, double x, double y, double radius, double lightX, double lightY) {
        double tone = canvas.dice.between(0.3, 0.85);
        double distance = Math.max(1, Math.hypot(lightX - x, lightY - y));
        double towardsX = x + (lightX - x) / distance * radius * 0.55;
        double towardsY = y + (lightY - y) / distance * radius * 0.55;
        canvas.glow(x, y, radius * 1.6, canvas.palette.colour(tone, 0.3));
        canvas.brush.setPaint(new RadialGradientPaint(
                (float) towardsX,
                (float) towardsY,
                (float) (radius * 1.5),
                new float[] {0f, 0.4f, 0.78f, 1f},
                new Color[] {
                    canvas.palette.colour(tone + 0.28, 1),
                    canvas.palette.colour(tone, 1),
                    canvas.palette.colour(tone * 0.45, 1),
                    canvas.palette.colour(0.04, 1)
                },
                MultipleGradientPaint.CycleMethod.NO_CYCLE));
        canvas.disc(x, y, radius);
    }
}
