package io.camelgenai.simulator.artifact.image;

import io.camelgenai.simulator.content.SeededRandom;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;

/** Draws an image in one of several styles; style, palette and composition follow from words and seed. */
public final class ImageRenderer {
    private static final List<Consumer<Canvas>> STYLES =
            List.of(new HillsStyle(), new FlowLinesStyle(), new PlanetsStyle(), new SilkStyle(), new PaperCutStyle());

    private ImageRenderer() {}

    /** Draws an image of a width and height in pixels. */
    public static BufferedImage draw(String words, long seed, int width, int height) {
        SeededRandom random = new SeededRandom(seed, "picture", words);
        Consumer<Canvas> style = random.pick(STYLES);
        Canvas canvas = new Canvas(width, height, random);
        try {
            style.accept(canvas);
            return canvas.image;
        } finally {
            canvas.graphics.dispose();
        }
    }
}
