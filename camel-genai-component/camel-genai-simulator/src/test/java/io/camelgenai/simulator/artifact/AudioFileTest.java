package io.camelgenai.simulator.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class AudioFileTest {

    @Test
    void anAudioFileIsAudible() throws Exception {
        byte[] file = new AudioFile("good morning", 1).render();
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
            assertThat(sound.getFormat().getSampleRate()).isEqualTo(22_050);
            assertThat(sound.getFormat().getChannels()).isEqualTo(1);
            assertThat(sound.getFrameLength() / sound.getFormat().getFrameRate())
                    .isBetween(2f, 4f);
            byte[] samples = sound.readAllBytes();
            int loudest = 0;
            for (int i = 0; i < samples.length; i += 2) {
                loudest = Math.max(loudest, Math.abs((short) ((samples[i] & 255) | (samples[i + 1] << 8))));
            }
            assertThat(loudest).isBetween(8_000, 32_000);
        }
    }

    @Test
    void equalAudioFilesHaveEqualBytes() {
        byte[] file = new AudioFile("good morning", 1).render();
        assertThat(new AudioFile("good morning", 1).render()).isEqualTo(file);
        assertThat(new AudioFile("good night", 1).render()).isNotEqualTo(file);
    }
}
