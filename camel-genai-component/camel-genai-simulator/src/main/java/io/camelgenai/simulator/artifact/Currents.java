package io.camelgenai.simulator.artifact;

import java.awt.BasicStroke;
import java.awt.geom.Path2D;
import java.util.function.Consumer;

/** Lines that follow a field of directions, like grass under wind or water round stones. */
final class Currents implements Consumer<Canvas> {
    private static final int LINES = 520;
    private static final int STEPS = 34;

    @Override
    public void accept(Canvas canvas) {
        canvas.wash(0.0, 0.2, canvas.dice.between(-0.5, 0.5));
        canvas.glow(
                canvas.width * canvas.dice.between(0.2, 0.8),
                canvas.height * canvas.dice.between(0.2, 0.8),
                canvas.unit * 0.7,
                canvas.palette.colour(0.4, 0.55));
        Noise directions = new Noise(canvas.dice);
        Noise colours = new Noise(canvas.dice);
        double bend = canvas.dice.between(1.4, 2.6);
        double heading = canvas.dice.between(0, 2 * Math.PI);
        for (int i = 0; i < LINES; i++) {
            double x = canvas.width * canvas.dice.between(-0.08, 1.08);
            double y = canvas.height * canvas.dice.between(-0.08, 1.08);
            double tone = 0.56 + 0.75 * colours.at(x / canvas.unit * 2.2, y / canvas.unit * 2.2);
            canvas.brush.setPaint(
                    canvas.palette.colour(tone + canvas.dice.between(-0.1, 0.1), canvas.dice.between(0.35, 0.9)));
            double weight = Math.pow(canvas.dice.between(0, 1), 3);
            canvas.brush.setStroke(new BasicStroke(
                    (float) (canvas.unit * (0.0016 + 0.0095 * weight)), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            canvas.brush.draw(line(canvas, directions, x, y, bend, heading));
        }
    }

    private static Path2D line(Canvas canvas, Noise directions, double x, double y, double bend, double heading) {
        Path2D line = new Path2D.Double();
        line.moveTo(x, y);
        double step = canvas.unit * 0.009;
        double atX = x;
        double atY = y;
        for (int i = 0; i < STEPS; i++) {
            double angle = heading + 2 * Math.PI * directions.at(atX / canvas.unit * bend, atY / canvas.unit * bend);
            atX += Math.cos(angle) * step;
            atY += Math.sin(angle) * step;
            line.lineTo(atX, atY);
        }
        return line;
    }
}
