package io.camelgenai.simulator.artifact.image;

import java.awt.BasicStroke;
import java.awt.geom.Path2D;
import java.util.function.Consumer;

/** Draws lines that follow a field of directions, like grass in the wind. */
final class FlowLinesStyle implements Consumer<Canvas> {
    private static final int LINES = 520;
    private static final int STEPS = 34;

    @Override
    public void accept(Canvas canvas) {
        canvas.gradient(0.0, 0.2, canvas.random.between(-0.5, 0.5));
        canvas.glow(
                canvas.width * canvas.random.between(0.2, 0.8),
                canvas.height * canvas.random.between(0.2, 0.8),
                canvas.unit * 0.7,
                canvas.palette.color(0.4, 0.55));
        Noise directions = new Noise(canvas.random);
        Noise colors = new Noise(canvas.random);
        double bend = canvas.random.between(1.4, 2.6);
        double heading = canvas.random.between(0, 2 * Math.PI);
        for (int i = 0; i < LINES; i++) {
            double x = canvas.width * canvas.random.between(-0.08, 1.08);
            double y = canvas.height * canvas.random.between(-0.08, 1.08);
            double tone = 0.56 + 0.75 * colors.at(x / canvas.unit * 2.2, y / canvas.unit * 2.2);
            canvas.graphics.setPaint(
                    canvas.palette.color(tone + canvas.random.between(-0.1, 0.1), canvas.random.between(0.35, 0.9)));
            double weight = Math.pow(canvas.random.between(0, 1), 3);
            canvas.graphics.setStroke(new BasicStroke(
                    (float) (canvas.unit * (0.0016 + 0.0095 * weight)), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            canvas.graphics.draw(line(canvas, directions, x, y, bend, heading));
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
