package io.camelgenai.simulator.artifact;

import java.util.Arrays;
import java.util.function.Consumer;

/** Sheets of coloured paper, one over the other, each cut out along a contour and throwing a soft shadow. */
final class PaperCut implements Consumer<Canvas> {
    /** The field is smooth, so every third pixel is worked out and the others lie between. */
    private static final int GRID = 3;

    private static final double EDGE = 0.965;
    private static final double SHADOW = 0.6;

    @Override
    public void accept(Canvas canvas) {
        int columns = canvas.width / GRID + 2;
        int rows = canvas.height / GRID + 2;
        double[] field = field(canvas, columns, rows);
        int sheets = 7 + canvas.dice.below(4);
        double[] tones = new double[sheets + 2];
        for (int i = 0; i < tones.length; i++) {
            tones[i] = 0.04 + 0.93 * Math.min(1, (double) i / (sheets - 1));
        }
        canvas.fill((x, y) -> {
            double height = between(field, columns, x / GRID, y / GRID) * sheets;
            int sheet = Math.min(sheets - 1, (int) height);
            double place = height - sheet;
            // Just before the edge of the next sheet lies its shadow, and on the edge the two blend into each other.
            double shadow = Math.max(0, (place - SHADOW) / (1 - SHADOW));
            double tone = tones[sheet] - 0.11 * shadow * shadow;
            double blend = Math.max(0, (place - EDGE) / (1 - EDGE));
            return canvas.palette.rgb(tone + (tones[sheet + 1] - tone) * blend);
        });
    }

    /** Heights from 0 to just under 1. */
    private static double[] field(Canvas canvas, int columns, int rows) {
        Noise noise = new Noise(canvas.dice);
        double scale = canvas.dice.between(1.1, 1.9) * GRID / canvas.unit;
        double strength = canvas.dice.between(0.5, 1.0);
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
