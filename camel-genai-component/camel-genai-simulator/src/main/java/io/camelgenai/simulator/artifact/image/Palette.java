package io.camelgenai.simulator.artifact.image;

import io.camelgenai.simulator.content.SeededRandom;
import java.awt.Color;
import java.util.List;

/** A gradient through five harmonious colors from dark to light. */
final class Palette {
    private static final List<int[]> COLORS = List.of(
            new int[] {0x0b1d3a, 0x24477f, 0x6f6fb0, 0xe58f8f, 0xffe3b8},
            new int[] {0x10212b, 0x1f4e5f, 0x3b8686, 0xa8dba8, 0xf4f7d9},
            new int[] {0x1a1033, 0x4b2a7b, 0xa23f97, 0xf2728c, 0xffd3a5},
            new int[] {0x1c2321, 0x3f5e4e, 0x88a47c, 0xe6c79c, 0xfff6e0},
            new int[] {0x12132d, 0x2c3e8f, 0x3f8efc, 0x87e0ea, 0xf3fbff},
            new int[] {0x2a0f1e, 0x7a1f3d, 0xcb4b3f, 0xf4a259, 0xfdeec7},
            new int[] {0x0f1a20, 0x2e4756, 0x7a93a0, 0xd3c4b4, 0xfbf5ec},
            new int[] {0x171738, 0x2e1760, 0x3423a6, 0x7180b9, 0xdff3e4},
            new int[] {0x1d1a2f, 0x5c3d6e, 0xb56b8a, 0xf0b7a4, 0xfff1e6},
            new int[] {0x062925, 0x044a42, 0x3a9188, 0xb8e1dd, 0xfffbe8},
            new int[] {0x231123, 0x82204a, 0x558c8c, 0xe8db7d, 0xfdfbe4},
            new int[] {0x101935, 0x564787, 0xdbcbd8, 0xf2a9a0, 0xf2fdff});
    private static final int STEPS = 1024;

    private final int[] ramp = new int[STEPS];

    Palette(SeededRandom random) {
        int[] colors = random.pick(COLORS);
        float rotation = (float) random.between(-0.04, 0.04);
        double[][] stops = new double[colors.length][];
        for (int i = 0; i < colors.length; i++) {
            stops[i] = linear(rotated(colors[i], rotation));
        }
        for (int i = 0; i < STEPS; i++) {
            double position = (double) i / (STEPS - 1) * (stops.length - 1);
            int low = Math.min((int) position, stops.length - 2);
            ramp[i] = mixed(stops[low], stops[low + 1], position - low);
        }
    }

    /** Returns the color at a position from 0 (dark) to 1 (light). */
    int rgb(double position) {
        return ramp[(int) (Math.min(1, Math.max(0, position)) * (STEPS - 1))];
    }

    Color color(double position, double alpha) {
        int opacity = (int) Math.round(255 * Math.min(1, Math.max(0, alpha)));
        return new Color((rgb(position) & 0xffffff) | (opacity << 24), true);
    }

    private static int rotated(int rgb, float rotation) {
        float[] hsb = Color.RGBtoHSB(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, null);
        return Color.HSBtoRGB(hsb[0] + rotation, hsb[1], hsb[2]);
    }

    /** Light is roughly linear in the squares of the values; mixing the values themselves would give muddy colors. */
    private static double[] linear(int rgb) {
        return new double[] {square(rgb >> 16 & 255), square(rgb >> 8 & 255), square(rgb & 255)};
    }

    private static double square(int value) {
        return (double) value * value;
    }

    private static int mixed(double[] from, double[] to, double share) {
        int rgb = 0xff;
        for (int i = 0; i < 3; i++) {
            rgb = (rgb << 8) | (int) Math.round(Math.sqrt(from[i] + (to[i] - from[i]) * share));
        }
        return rgb;
    }
}
