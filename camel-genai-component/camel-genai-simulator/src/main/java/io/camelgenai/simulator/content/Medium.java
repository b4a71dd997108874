package io.camelgenai.simulator.content;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a model makes, told by the family its name begins with. */
public enum Medium {
    /** Pictures. */
    IMAGE(1500, "flux|stable-diffusion|sd|gpt-image|dall-e|imagen|ideogram|recraft|seedream|nano-banana|midjourney"),
    /** Films. */
    VIDEO(4000, "veo|runway|gen-|sora|kling|wan|luma|hailuo|seedance|pixverse|v3/video|o3/video"),
    /** Sounds. */
    AUDIO(1200, "tts|speech|suno|eleven"),
    /** Text. */
    TEXT(0, "gpt|o[1-9]|chatgpt|claude|gemini|deepseek|llama|mistral|qwen|grok|yandex|gigachat");

    private final double millis;
    private final Pattern families;

    Medium(double millis, String families) {
        this.millis = millis;
        this.families = Pattern.compile(families);
    }

    /**
     * What a model makes.
     *
     * @param model its name, with or without {@code vendor/}
     * @return what it makes, or null where the family is not known
     */
    public static @Nullable Medium ofModel(String model) {
        String family = model.substring(model.indexOf('/') + 1).toLowerCase(Locale.ROOT);
        for (Medium medium : values()) {
            if (medium.families.matcher(family).lookingAt()) {
                return medium;
            }
        }
        return null;
    }

    /**
     * How long a model works on it at pace 1.0.
     *
     * @return milliseconds; 0 for text, which takes as long as it is
     */
    public double millis() {
        return millis;
    }
}
