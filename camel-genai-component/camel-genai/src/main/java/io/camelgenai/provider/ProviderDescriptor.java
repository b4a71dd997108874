package io.camelgenai.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.generation.GenerationStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
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
 * @param links the URLs in the provider's documents that its calls use
 * @param webhook how the provider reports by itself, or null where it does not
 * @param inputs the files that a request may have
 * @param batch how a batch of requests is written, or null where a generation is one request
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
        ErrorMapping errors,
        Links links,
        @Nullable WebhookMapping webhook,
        InputMapping inputs,
        @Nullable BatchMapping batch) {

    /** A longer wait is rather a typing error than a slow provider. */
    private static final Duration MAX_HEADERS_TIMEOUT = Duration.ofHours(24);

    static ProviderDescriptor read(DescriptorSection section, RequestSigners signers) {
        Map<String, GenerationStatus> words =
                section.entries("status", status -> status.constant(GenerationStatus.class));
        GenerationMapping generation = section.section("generation", mapping -> GenerationMapping.read(mapping, words));
        ErrorMapping errors = section.section("errors", ErrorMapping::read);
        ProviderOperations operations = section.section("operations", ProviderOperations::read);
        Auth auth = section.section("auth", each -> Auth.read(each, signers));
        ProviderDescriptor descriptor = new ProviderDescriptor(
                name(section),
                section.text("title"),
                BaseUrl.read(section.require("baseUrl")),
                headersTimeout(section),
                auth,
                FixedHeaders.read(section, auth),
                section.section("request", request -> RequestMapping.read(request, operations.callParams())),
                operations,
                generation,
                section.optionalSection("stream", stream -> StreamMapping.read(stream, generation.status(), errors)),
                errors,
                Links.read(section, operations.links()),
                section.optionalSection("webhook", WebhookMapping::read),
                Objects.requireNonNullElse(section.optionalSection("inputs", InputMapping::read), InputMapping.NONE),
                section.optionalSection("batch", BatchMapping::read));
        new DescriptorRules(descriptor, section).requireUsable();
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
                errors,
                links,
                webhook,
                inputs,
                batch);
    }

    /** Whether a provider can have this name: others cannot be written in a URI. */
    static boolean isName(String name) {
        return name.matches("[\\w.-]{1,100}");
    }

    private static String name(DescriptorSection section) {
        String name = section.text("name");
        if (!isName(name)) {
            throw section.problem(
                    "name", "'" + name + "' is not a name: use up to 100 letters, digits and - _ . without a blank");
        }
        return name;
    }

    private static @Nullable Duration headersTimeout(DescriptorSection section) {
        Duration timeout = section.optionalDuration("headersTimeout");
        if (timeout != null && (timeout.isZero() || timeout.compareTo(MAX_HEADERS_TIMEOUT) > 0)) {
            throw section.problem(
                    "headersTimeout", "expected a duration from 1ms to " + MAX_HEADERS_TIMEOUT.toHours() + "h");
        }
        return timeout;
    }

    /**
     * The body of a create that asks for webhooks, where the provider takes their URL.
     *
     * @param secret the secret of their signature, or null
     */
    public ObjectNode withWebhook(ObjectNode body, String url, @Nullable String secret) {
        return webhook == null ? body : request.withDefaults(body, webhook.params(url, secret));
    }

    /** How files are uploaded before a create, or null where none are. */
    public @Nullable UploadCall upload() {
        return batch == null ? inputs.upload() : batch.upload();
    }

    /** How frames are read, also where the provider is not known to have an event stream: it may answer by one. */
    public StreamMapping frames() {
        return stream == null ? StreamMapping.ofDocuments(generation.status(), errors) : stream;
    }
}
