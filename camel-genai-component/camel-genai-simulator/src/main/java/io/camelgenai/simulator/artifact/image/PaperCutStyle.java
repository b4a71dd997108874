package io.camelgenai.simulator.artifact.image;

import java.util.Arrays;
import java.util.function.Consumer;

/** Draws sheets of colored paper, each cut along a contour and casting a soft shadow on the next. */
final class PaperCutStyle implements Consumer<Canvas> {
    /** The field is smooth, so only every third pixel is computed; the others are interpolated. */
    private static final int GRID = 3;

    private static final double EDGE = 0.965;
    private static final double SHADOW = 0.6;

    @Override
    public void accept(Canvas canvas) {
        int columns = canvas.width / GRID + 2;
        int rows = canvas.height / GRID + 2;
        double[] field = field(canvas, columns, rows);
        int sheets = 7 + canvas.random.below(4);
        double[] tones = new double[sheets + 2];
        for (int i = 0; i < tones.length; i++) {
            tones[i] = 0.04 + 0.93 * Math.min(1, (double) i / (sheets - 1));
        }
        canvas.fill((x, y) -> {
            double height = between(field, columns, x / GRID, y / GRID) * sheets;
            int sheet = Math.min(sheets - 1, (int) height);
            double position = height - sheet;
            // The shadow lies just before the edge of the next sheet; on the edge the two blend.
            double shadow = Math.max(0, (position - SHADOW) / (1 - SHADOW));
            double tone = tones[sheet] - 0.11 * shadow * shadow;
            double blend = Math.max(0, (position - EDGE) / (1 - EDGE));
            return canvas.palette.rgb(tone + (tones[sheet + 1] - tone) * blend);
        });
    }

    /** Returns heights from 0 to just below 1. */
    private static double[] field(Canvas canvas, int columns, int rows) {
        Noise noise = new Noise(canvas.random);
        double scale = canvas.random.between(1.1, 1.9) * GRID / canvas.unit;
        double strength = canvas.random.between(0.5, 1.0);
        double[] field = new double[columns * rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double x = column * scale;
                double y = row * scale;
                double bentX = x + strength * noise.at(x + 5.2, y + 1.3);
                double bentY = y + strength * noise.at(x - 7.7, y + 8.4);
                field[row * columns + column] = noise.layered(bentX, bentY, 2);
            }
        }
        double lowest = Arrays.stream(field).min().orElse(0);
        double span = Arrays.stream(field).max().orElse(1) - lowest + 1e-9;
        for (int i = 0; i < field.length; i++) {
            field[i] = (field[i] - lowest) / span * 0.999;
        }
        return field;
    }

    private static double between(double[] field, int columns, double x, double y) {
        int column = (int) x;
        int row = (int) y;
        double dx = x - column;
        double dy = y - row;
        int at = row * columns + column;
        double top = field[at] + (field[at + 1] - field[at]) * dx;
        double bottom = field[at + columns] + (field[at + columns + 1] - field[at + columns]) * dx;
        return top + (bottom - top) * dy;
    }
}
