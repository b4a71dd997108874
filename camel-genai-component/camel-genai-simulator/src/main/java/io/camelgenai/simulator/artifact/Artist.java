package io.camelgenai.simulator.artifact;

import io.camelgenai.simulator.content.Dice;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;

/** Draws a picture: one of a few manners, with palette and composition from words and seed. */
final class Artist {
    private static final List<Consumer<Canvas>> MANNERS =
            List.of(new Hills(), new Currents(), new Planets(), new Silk(), new PaperCut());

    private Artist() {}

    static BufferedImage draw(Picture picture) {
        Dice dice = new Dice(picture.seed(), "picture", picture.words());
        Consumer<Canvas> manner = dice.pick(MANNERS);
        Canvas canvas = new Canvas(picture, dice);
        try {
            manner.accept(canvas);
            return canvas.image;
        } finally {
            canvas.brush.dispose();
        }
    }
}
