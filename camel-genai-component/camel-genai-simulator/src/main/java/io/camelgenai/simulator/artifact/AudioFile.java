package io.camelgenai.simulator.artifact;

import io.camelgenai.simulator.content.SeededRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * A WAV file with a short tune of soft bells, in place of speech.
 *
 * @param words the subject
 * @param seed the seed of the tune
 */
public record AudioFile(String words, long seed) implements GeneratedFile {
    private static final float RATE = 22_050;
    private static final int NOTES = 8;
    private static final double NOTE_SECONDS = 0.24;
    private static final double RING_SECONDS = 0.9;
    private static final double MIN_HERTZ = 220;
    /** A pentatonic scale in semitones, in which any two notes are consonant. */
    private static final List<Integer> SCALE = List.of(0, 2, 4, 7, 9, 12, 14, 16, 19, 21);

    @Override
    public String extension() {
        return "wav";
    }

    @Override
    public String mediaType() {
        return "audio/wav";
    }

    @Override
    public byte[] render() {
        double[] sound = new double[(int) (RATE * (NOTES * NOTE_SECONDS + RING_SECONDS))];
        SeededRandom random = new SeededRandom(seed, "tune", words);
        double key = MIN_HERTZ * Math.pow(2, random.below(7) / 12.0);
        int step = random.below(SCALE.size());
        for (int i = 0; i < NOTES; i++) {
            step = Math.min(SCALE.size() - 1, Math.max(0, step + random.below(5) - 2));
            ring(sound, (int) (i * NOTE_SECONDS * RATE), key * Math.pow(2, SCALE.get(step) / 12.0));
        }
        return file(sound);
    }

    private static void ring(double[] sound, int from, double hertz) {
        for (int i = 0; i < RING_SECONDS * RATE && from + i < sound.length; i++) {
            double time = i / RATE;
            double loudness = Math.min(1, time / 0.01) * Math.exp(-5 * time) * (1 - time / RING_SECONDS);
            double phase = 2 * Math.PI * hertz * time;
            sound[from + i] += loudness * (0.8 * Math.sin(phase) + 0.2 * Math.sin(2 * phase));
        }
    }

    private static byte[] file(double[] sound) {
        byte[] samples = new byte[2 * sound.length];
        for (int i = 0; i < sound.length; i++) {
            int sample = (int) (Math.tanh(0.6 * sound[i]) * Short.MAX_VALUE);
            samples[2 * i] = (byte) sample;
            samples[2 * i + 1] = (byte) (sample >> 8);
        }
        AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
        ByteArrayOutputStream file = new ByteArrayOutputStream(samples.length + 44);
        try {
            AudioSystem.write(
                    new AudioInputStream(new ByteArrayInputStream(samples), format, sound.length),
                    AudioFileFormat.Type.WAVE,
                    file);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can always be written", e);
        }
    }

    /** Leaves out the words, which are a prompt. */
    @Override
    public String toString() {
        return "AudioFile";
    }
}
