package io.camelgenai.provider;

import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.provider.ProviderOperations.Attach;
import io.camelgenai.provider.ProviderOperations.Cursor;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one provider.
 *
 * @param name what an endpoint URI calls it
 * @param title what a person calls it
 * @param baseUrl where it stands, without a final slash
 * @param auth how it wants to be shown the key
 * @param request where the caller's things go
 * @param calls what it can be asked to do
 * @param generation how its documents are read
 * @param stream what its frames mean, or null where it has no event stream
 * @param errors how its errors are read
 */
public record ProviderDescriptor(
        String name,
        String title,
        String baseUrl,
        Auth auth,
        RequestMapping request,
        ProviderOperations calls,
        GenerationMapping generation,
        @Nullable StreamMapping stream,
        ErrorMapping errors) {

    static ProviderDescriptor read(DescriptorSection section) {
        Map<String, GenerationStatus> words =
                section.entries("status", (entry, word) -> entry.word(word, GenerationStatus.class));
        ProviderDescriptor descriptor = new ProviderDescriptor(
                section.text("name"),
                section.text("title"),
                url(section),
                section.section("auth", Auth::read),
                section.section("request", RequestMapping::read),
                section.section("operations", ProviderOperations::read),
                section.section("generation", each -> GenerationMapping.read(each, words)),
                section.optionalSection("stream", StreamMapping::read),
                section.section("errors", ErrorMapping::read));
        descriptor.check(section);
        return descriptor;
    }

    private static String url(DescriptorSection section) {
        String url = section.text("baseUrl");
        try {
            URI parsed = URI.create(url);
            if (parsed.getHost() == null || !String.valueOf(parsed.getScheme()).matches("https?")) {
                throw section.problem("baseUrl", "'" + url + "' is not an http or https URL");
            }
        } catch (IllegalArgumentException e) {
            throw e instanceof DescriptorException told
                    ? told
                    : section.problem("baseUrl", "'" + url + "' is not a URL");
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private void check(DescriptorSection section) {
        if (calls.streams() && stream == null) {
            throw section.problem("stream", "missing: an operation opens a stream, but no frame is described");
        }
        Attach attach = calls.stream();
        boolean bySequence =
                attach != null && attach.resume() != null && attach.resume().after() == Cursor.SEQUENCE;
        if (bySequence && stream != null && !stream.isNumbered()) {
            throw section.problem("stream", "'sequence' is missing: the stream resumes after a number");
        }
        if (!calls.observesById() && calls.createStream() == null) {
            throw section.problem("operations", "neither 'get' nor a stream: nothing could tell how a generation ends");
        }
        if (generation.words().isEmpty() && calls.get() != null) {
            throw section.problem("status", "missing: what do the provider's words for a status mean?");
        }
    }
}
