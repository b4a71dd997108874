package io.camelgenai.provider;

import java.util.Map;

/**
 * A file as the request refers to it, or contains it.
 *
 * @param form the form in which it travels
 * @param text the URL, the content in base64, or the reference to what was uploaded
 * @param mediaType its media type; empty where only its URL is known
 * @param name its name
 */
public record InputValue(InputForm form, String text, String mediaType, String name) {

    Map<String, String> placeholders() {
        return Map.of(
                form.placeholder(),
                text,
                InputRole.MEDIA_TYPE,
                mediaType,
                InputRole.NAME,
                name,
                InputRole.FORMAT,
                format(mediaType));
    }

    /** The short form of a media type, as in file names. */
    private static String format(String mediaType) {
        FileType type = FileType.named(mediaType);
        return type == null ? mediaType.substring(mediaType.indexOf('/') + 1) : type.extension();
    }

    /** Shows the form only: the rest is the caller's. */
    @Override
    public String toString() {
        return "InputValue[" + form + "]";
    }
}
