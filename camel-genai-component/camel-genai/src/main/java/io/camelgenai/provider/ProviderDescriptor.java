package io.camelgenai.provider;

import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.provider.ProviderOperations.Attach;
import io.camelgenai.provider.ProviderOperations.Cursor;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The descriptor of one provider.
 *
 * @param name the provider's name in endpoint URIs
 * @param title the provider's name for users
 * @param baseUrl the base URL, without a final slash
 * @param headersTimeout how long the provider may take until the headers of a response, or null where it is no slower than others
 * @param auth how requests are authenticated
 * @param headers the headers of each request besides the key, by name; those of a connection replace them
 * @param request how the body of a create is built
 * @param operations the calls of the provider's API
 * @param generation how documents are read
 * @param stream how frames are read, or null where the provider has no event stream
 * @param errors how error responses are read
 */
public record ProviderDescriptor(
        String name,
        String title,
        String baseUrl,
        @Nullable Duration headersTimeout,
        Auth auth,
        Map<String, String> headers,
        RequestMapping request,
        ProviderOperations operations,
        GenerationMapping generation,
        @Nullable StreamMapping stream,
        ErrorMapping errors) {

    /** A longer wait is rather a typing error than a slow provider. */
    private static final Duration MAX_HEADERS_TIMEOUT = Duration.ofHours(24);

    static ProviderDescriptor read(DescriptorSection section) {
        Map<String, GenerationStatus> words =
                section.entries("status", status -> status.constant(GenerationStatus.class));
        GenerationMapping generation = section.section("generation", mapping -> GenerationMapping.read(mapping, words));
        ErrorMapping errors = section.section("errors", ErrorMapping::read);
        Auth auth = section.section("auth", Auth::read);
        ProviderDescriptor descriptor = new ProviderDescriptor(
                section.text("name"),
                section.text("title"),
                baseUrl(section),
                headersTimeout(section),
                auth,
                FixedHeaders.read(section, auth),
                section.section("request", RequestMapping::read),
                section.section("operations", ProviderOperations::read),
                generation,
                section.optionalSection("stream", stream -> StreamMapping.read(stream, generation.status(), errors)),
                errors);
        descriptor.validate(section);
        return descriptor;
    }

    /**
     * The same provider, with another opinion of whether a stream's end marker alone says that a generation succeeded.
     *
     * @throws IllegalArgumentException when its streams have no end marker
     */
    public ProviderDescriptor withEndMarkerCompletes(boolean completes) {
        if (stream == null || !stream.hasEndMarker()) {
            throw new IllegalArgumentException(
                    "is for providers whose streams have an end marker: " + name + " has none");
        }
        return new ProviderDescriptor(
                name,
                title,
                baseUrl,
                headersTimeout,
                auth,
                headers,
                request,
                operations,
                generation,
                stream.withEndMarkerCompletes(completes),
                errors);
    }

    private static String baseUrl(DescriptorSection section) {
        String url = section.text("baseUrl");
        URI parsed;
        try {
            parsed = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw section.problem("baseUrl", "'" + url + "' is not a URL");
        }
        if (parsed.getHost() == null || !String.valueOf(parsed.getScheme()).matches("https?")) {
            throw section.problem("baseUrl", "'" + url + "' is not an http or https URL");
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static @Nullable Duration headersTimeout(DescriptorSection section) {
        Duration timeout = section.optionalDuration("headersTimeout");
        if (timeout != null && (timeout.isZero() || timeout.compareTo(MAX_HEADERS_TIMEOUT) > 0)) {
            throw section.problem(
                    "headersTimeout", "expected a duration from 1ms to " + MAX_HEADERS_TIMEOUT.toHours() + "h");
        }
        return timeout;
    }

    /** How frames are read, also where the provider is not known to have an event stream: it may answer by one. */
    public StreamMapping frames() {
        return stream == null ? StreamMapping.ofDocuments(generation.status(), errors) : stream;
    }

    private void validate(DescriptorSection section) {
        if (operations.hasStream() && stream == null) {
            throw section.problem("stream", "missing: an operation opens a stream, but no frame is described");
        }
        Attach attach = operations.stream();
        boolean resumesAfterSequence =
                attach != null && attach.resume() != null && attach.resume().after() == Cursor.SEQUENCE;
        if (resumesAfterSequence && stream != null && !stream.hasSequence()) {
            throw section.problem("stream", "'sequence' is missing: the stream resumes after a sequence number");
        }
        if (!operations.isObservableById() && operations.createStream() == null) {
            throw section.problem(
                    "operations", "neither 'get' nor a stream: the component could not see how a generation completes");
        }
        if (generation.words().isEmpty() && operations.get() != null) {
            throw section.problem("status", "missing: the meaning of the provider's words for a status");
        }
    }
}
