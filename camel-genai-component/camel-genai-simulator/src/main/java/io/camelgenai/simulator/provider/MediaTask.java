package io.camelgenai.simulator.provider;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.AudioFile;
import io.camelgenai.simulator.artifact.GeneratedFile;
import io.camelgenai.simulator.artifact.GeneratedFiles;
import io.camelgenai.simulator.artifact.ImageFile;
import io.camelgenai.simulator.artifact.VideoFile;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.PromptMarkers;
import org.jspecify.annotations.Nullable;

/** A generation of one file, for providers whose tasks differ by their words only. */
public final class MediaTask extends SimulatedGeneration implements GeneratedFiles {

    /** Where a task is in its course. */
    public enum Phase {
        QUEUED,
        RUNNING,
        COMPLETED,
        FAILED,
        CANCELED
    }

    private final Medium medium;
    private final PromptMarkers markers;
    private final String ratio;
    private final long seed;

    /**
     * Starts a task.
     *
     * @param id the id
     * @param key the API key that created it
     * @param model the model as the client named it
     * @param medium what it generates: not a text
     * @param markers what the prompt asks for
     * @param ratio the ratio of an image or video, as {@code 16:9}
     * @param seed decides the content; null for the default
     * @param options pace and seed
     */
    public MediaTask(
            String id,
            String key,
            String model,
            Medium medium,
            PromptMarkers markers,
            String ratio,
            @Nullable Long seed,
            SimulatorOptions options) {
        super(id, key, model, durationNanos(id, markers, medium.millis(), options));
        this.medium = medium;
        this.markers = markers;
        this.ratio = ratio;
        this.seed = seed == null ? options.seed() : seed;
    }

    /** Returns where it is now. */
    public Phase phase() {
        long age = ageNanos();
        if (stoppedNanos() <= age) {
            return Phase.CANCELED;
        }
        if (age >= endNanos()) {
            return markers.fail() ? Phase.FAILED : markers.cancel() ? Phase.CANCELED : Phase.COMPLETED;
        }
        return age >= runningNanos() ? Phase.RUNNING : Phase.QUEUED;
    }

    @Override
    public String status() {
        return phase().name();
    }

    /** Returns what it generates. */
    public Medium medium() {
        return medium;
    }

    /** Returns the error code that the prompt asks for, or the given one. */
    public String failCode(String usual) {
        String code = markers.failCode();
        return code == null ? usual : code;
    }

    /** Returns the share of its time that has passed, from 0 to 1. */
    public double progress() {
        return Math.min(1, Math.max(0, (double) ageNanos() / Math.max(1, endNanos())));
    }

    @Override
    public @Nullable GeneratedFile file(int number) {
        if (number > 0 || phase() != Phase.COMPLETED) {
            return null;
        }
        return switch (medium) {
            case AUDIO -> new AudioFile(markers.subject(), seed);
            case VIDEO -> VideoFile.ofRatio(markers.subject(), seed, ratio);
            default -> ImageFile.ofRatio(markers.subject(), seed, ratio);
        };
    }
}
