package io.camelgenai.client;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Masks the keys of a connection in what a provider sends: some providers repeat the key that they refuse.
 *
 * @param keys the key, with its parts where requests are signed, the secret of webhooks, and the values of extra headers whose names
 *     say that they are secret
 */
record Secret(List<String> keys) {

    private static final String REDACTED = "***";
    private static final Pattern PART = Pattern.compile("[\\s:;,|]+");
    private static final Pattern SECRET_HEADER = Pattern.compile("(?i).*(key|token|secret|password|auth|cookie).*");

    /** A shorter value is no key, and part of many words. */
    private static final int MIN_LENGTH = 6;

    Secret {
        keys = List.copyOf(keys);
    }

    static Secret of(ConnectionSettings settings) {
        Stream<String> ofHeaders = settings.headers().entrySet().stream()
                .filter(header -> SECRET_HEADER.matcher(header.getKey()).matches())
                .map(Map.Entry::getValue)
                // With and without a scheme, such as Bearer.
                .flatMap(value -> Stream.of(value, value.substring(value.lastIndexOf(' ') + 1)))
                .filter(value -> value.length() >= MIN_LENGTH);
        Stream<String> ofWebhooks = Stream.ofNullable(settings.webhooks().secret());
        return new Secret(Stream.of(Stream.ofNullable(settings.apiKey()), ofParts(settings), ofHeaders, ofWebhooks)
                .flatMap(each -> each)
                .distinct()
                .toList());
    }

    /** A signer may take the key for several, such as an id and a secret. */
    private static Stream<String> ofParts(ConnectionSettings settings) {
        String key = settings.apiKey();
        return key == null || settings.provider().auth().signer() == null
                ? Stream.empty()
                : PART.splitAsStream(key).filter(part -> part.length() >= MIN_LENGTH);
    }

    @Nullable
    String redact(@Nullable String text) {
        String redacted = text;
        for (String key : keys) {
            redacted = redacted == null ? null : redacted.replace(key, REDACTED);
        }
        return redacted;
    }

    /** The text, or null where it contains a key: for an id, of which a part is of no use. */
    @Nullable
    String without(@Nullable String text) {
        return text == null || !text.equals(redact(text)) ? null : text;
    }

    @Nullable
    GenerationError redact(@Nullable GenerationError error) {
        return error == null || keys.isEmpty()
                ? error
                : new GenerationError(redact(error.code()), redact(error.message()), error.retryable());
    }

    /** Masks the keys in the error; the document stays as received. */
    Generation redact(Generation generation) {
        return generation.error() == null || keys.isEmpty()
                ? generation
                : generation.with().error(redact(generation.error())).build();
    }

    /** Never shows a key. */
    @Override
    public String toString() {
        return REDACTED;
    }
}
