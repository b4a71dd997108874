package io.camelgenai.simulator.content;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a model generates. */
public enum Medium {
    /** Images. */
    IMAGE(1500, "flux|stable-diffusion|sd|gpt-image|dall-e|imagen|ideogram|recraft|seedream|nano-banana|midjourney"),
    /** Videos. */
    VIDEO(4000, "veo|runway|gen-|sora|kling|wan|luma|hailuo|seedance|pixverse|v3/video|o3/video"),
    /** Speech and music. */
    AUDIO(1200, "tts|speech|suno|eleven"),
    /** Text. */
    TEXT(0, "gpt|o[1-9]|chatgpt|claude|gemini|deepseek|(meta-)?llama|mistral|qwen|grok|yandex|gigachat");

    private final double millis;
    private final Pattern families;

    Medium(double millis, String families) {
        this.millis = millis;
        this.families = Pattern.compile(families);
    }

    /** Returns what a model generates, by the family that its name begins with after an optional {@code vendor/}; null if unknown. */
    public static @Nullable Medium ofModel(String model) {
        String family = model.substring(model.indexOf('/') + 1).toLowerCase(Locale.ROOT);
        for (Medium medium : values()) {
            if (medium.families.matcher(family).lookingAt()) {
                return medium;
            }
        }
        return null;
    }

    /** Returns how many milliseconds a generation takes at pace 1.0; 0 for text, which depends on its length. */
    public double millis() {
        return millis;
    }
}
