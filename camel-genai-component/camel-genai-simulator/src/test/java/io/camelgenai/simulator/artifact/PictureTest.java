package io.camelgenai.simulator.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTest {

    @Test
    void thePictureOfTheSameWordsIsTheSameToTheLastByte() {
        for (int i = 0; i < 12; i++) {
            Picture picture = new Picture("words " + i, 1, 320, 240);
            assertThat(new Gallery().file(picture)).isEqualTo(new Gallery().file(picture));
        }
    }

    @Test
    void otherWordsAndOtherSeedsAreOtherPictures() {
        Gallery gallery = new Gallery();
        Set<Integer> pictures = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            pictures.add(Arrays.hashCode(gallery.file(new Picture("words " + i, 1, 64, 64))));
            pictures.add(Arrays.hashCode(gallery.file(new Picture("words " + i, 2, 64, 64))));
        }
        assertThat(pictures).hasSize(40);
    }

    @Test
    void theFileHoldsWhatWasDrawn() throws Exception {
        for (int i = 0; i < 12; i++) {
            Picture picture = new Picture("check " + i, 7, 200, 120);
            BufferedImage drawn = Artist.draw(picture);
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(new Gallery().file(picture)));
            assertThat(pixels(read)).isEqualTo(pixels(drawn));
            assertThat(Arrays.stream(pixels(drawn)).distinct().count()).isGreaterThan(50);
        }
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
