package io.camelgenai.simulator.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.simulator.artifact.image.ImageRenderer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageFileTest {

    @Test
    void equalImagesHaveEqualBytes() {
        for (int i = 0; i < 12; i++) {
            ImageFile picture = new ImageFile("words " + i, 1, 320, 240);
            assertThat(new FileCache().bytes(picture)).isEqualTo(new FileCache().bytes(picture));
        }
    }

    @Test
    void otherWordsAndSeedsGiveOtherImages() {
        FileCache gallery = new FileCache();
        Set<Integer> pictures = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            pictures.add(Arrays.hashCode(gallery.bytes(new ImageFile("words " + i, 1, 64, 64))));
            pictures.add(Arrays.hashCode(gallery.bytes(new ImageFile("words " + i, 2, 64, 64))));
        }
        assertThat(pictures).hasSize(40);
    }

    @Test
    void theFileDecodesToTheDrawnPixels() throws Exception {
        for (int i = 0; i < 12; i++) {
            ImageFile picture = new ImageFile("check " + i, 7, 200, 120);
            BufferedImage drawn =
                    ImageRenderer.draw(picture.words(), picture.seed(), picture.width(), picture.height());
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(new FileCache().bytes(picture)));
            assertThat(pixels(read)).isEqualTo(pixels(drawn));
            assertThat(Arrays.stream(pixels(drawn)).distinct().count()).isGreaterThan(50);
        }
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
