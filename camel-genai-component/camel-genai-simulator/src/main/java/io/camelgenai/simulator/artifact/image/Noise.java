package io.camelgenai.simulator.artifact.image;

import io.camelgenai.simulator.content.SeededRandom;

/** Smooth two-dimensional gradient noise. Values are about -0.7 to 0.7. */
final class Noise {
    private static final int SIZE = 256;
    private static final int MASK = SIZE - 1;

    private final int[] order = new int[2 * SIZE];
    private final double[] slopeX = new double[SIZE];
    private final double[] slopeY = new double[SIZE];

    Noise(SeededRandom random) {
        for (int i = 0; i < SIZE; i++) {
            double angle = random.between(0, 2 * Math.PI);
            slopeX[i] = Math.cos(angle);
            slopeY[i] = Math.sin(angle);
            order[i] = i;
        }
        for (int i = SIZE - 1; i > 0; i--) {
            int other = random.below(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        System.arraycopy(order, 0, order, SIZE, SIZE);
    }

    double at(double x, double y) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        double dx = x - column;
        double dy = y - row;
        double across = fade(dx);
        double top = blend(corner(column, row, dx, dy), corner(column + 1, row, dx - 1, dy), across);
        double bottom = blend(corner(column, row + 1, dx, dy - 1), corner(column + 1, row + 1, dx - 1, dy - 1), across);
        return blend(top, bottom, fade(dy));
    }

    /** Returns the sum of several layers, each with half the width and strength of the one before. */
    double layered(double x, double y, int layers) {
        double sum = 0;
        double strength = 1;
        double scale = 1;
        for (int i = 0; i < layers; i++) {
            sum += strength * at(x * scale + 17.3 * i, y * scale - 9.1 * i);
            strength /= 2;
            scale *= 2;
        }
        return sum;
    }

    private double corner(int column, int row, double dx, double dy) {
        int slope = order[order[column & MASK] + (row & MASK)];
        return slopeX[slope] * dx + slopeY[slope] * dy;
    }

    private static double fade(double t) {
        return t * t * t * (t * (t * 6 - 15) + 10);
    }

    private static double blend(double from, double to, double share) {
        return from + (to - from) * share;
    }
}
