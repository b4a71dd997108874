package io.camelgenai.provider;

import java.util.Arrays;
import java.util.List;

/** How a file of the caller travels to the provider. */
public enum InputForm {
    /** The URL that the caller gives, from which the provider fetches the file. */
    URL("url"),
    /** The file within a {@code data:} URL (RFC 2397). */
    DATA_URI("dataUri"),
    /** The file in base64, beside its media type. */
    BASE64("base64"),
    /** A reference to the file, which is uploaded before the create. */
    UPLOAD("upload"),
    /** The file as a part of the request, which is a form of several parts. */
    PART("part");

    private final String word;

    InputForm(String word) {
        this.word = word;
    }

    /** The word of the descriptor language. */
    String word() {
        return word;
    }

    /** What is written where the descriptor names the form alone. */
    String placeholder() {
        return switch (this) {
            case URL, DATA_URI -> InputRole.URL;
            case BASE64 -> InputRole.BASE64;
            case UPLOAD, PART -> InputRole.FILE;
        };
    }

    /** Whether the request itself contains the file. */
    public boolean isInline() {
        return this == DATA_URI || this == BASE64;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(InputForm::word).toList();
    }

    static InputForm read(DescriptorValue value) {
        String word = value.word(words());
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow();
    }
}
