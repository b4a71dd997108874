package io.camelgenai.client.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.FileCalls;
import io.camelgenai.client.Time;
import io.camelgenai.generation.WebhookRefusedException;
import io.camelgenai.provider.WebhookMapping;
import io.camelgenai.provider.WebhookSignature;
import io.camelgenai.provider.WebhookSignature.Ed25519;
import io.camelgenai.provider.WebhookSignature.Scheme;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The webhooks of one connection. Thread-safe. */
public final class Webhooks {

    private static final ObjectReader JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .reader();

    /** Webhooks count as arriving for so long after the last one. */
    private static final Duration ARRIVING = Duration.ofMinutes(15);

    private final ConnectionSettings settings;
    private final @Nullable WebhookMapping mapping;
    private final Refusals refusals;
    private final FileCalls calls;
    private final Time time;
    private volatile @Nullable Verification verification;
    private volatile @Nullable Long lastUseful;

    /** @param calls fetch the keys of a provider */
    public Webhooks(ConnectionSettings settings, FileCalls calls, Time time) {
        this.settings = settings;
        this.mapping = settings.provider().webhook();
        this.refusals = new Refusals(settings.provider().name(), settings.name());
        this.calls = calls;
        this.time = time;
    }

    /**
     * Makes sure that requests can be verified.
     *
     * @throws IllegalArgumentException when an option is missing or invalid
     */
    public void requireUsable() {
        verification();
    }

    /**
     * Verifies a request, and reads what it reports.
     *
     * @throws WebhookRefusedException when it does not prove to be the provider's own, or cannot be read
     */
    public WebhookReport receive(WebhookRequest request) {
        WebhookMapping described = Objects.requireNonNull(mapping);
        String messageId = verification().verify(request);
        JsonNode body = parsed(request.body());
        String generationId = described.idIn(body);
        if (generationId == null && !described.signature().isSigned()) {
            throw refusals.body("has no id of a generation", null);
        }
        return new WebhookReport(messageId, generationId, body, described.stateIn(body));
    }

    private JsonNode parsed(byte[] body) {
        try {
            JsonNode parsed = JSON.readTree(body);
            if (parsed != null && parsed.isObject()) {
                return parsed;
            }
        } catch (JsonProcessingException e) {
            // The parser's own message would quote the body.
        } catch (IOException e) {
            throw refusals.body("cannot be read", e);
        }
        throw refusals.body("is no JSON object", null);
    }

    private Verification verification() {
        Verification known = verification;
        return known == null ? verification = create() : known;
    }

    private Verification create() {
        WebhookSignature signature = Objects.requireNonNull(mapping).signature();
        String secret = settings.webhooks().secret();
        if (signature.needsSecret() && secret == null) {
            throw invalid("is missing: " + settings.provider().name() + " signs its webhooks with it");
        }
        return switch (signature.scheme()) {
            case STANDARD -> standard(Objects.requireNonNull(secret));
            case SECRET ->
                new SecretVerification(
                        Objects.requireNonNull(signature.header()), Objects.requireNonNull(secret), refusals);
            case ED25519 -> ed25519(Objects.requireNonNull(signature.header()), signature.ed25519());
            case NONE -> request -> null;
        };
    }

    private Verification standard(String secret) {
        try {
            return new StandardVerification(secret, refusals, time);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private Verification ed25519(String header, @Nullable Ed25519 signed) {
        Ed25519 scheme = Objects.requireNonNull(signed);
        KeySet keys = new KeySet(keysOf(scheme), settings.provider().name(), calls, time);
        return new Ed25519Verification(header, scheme, keys, refusals, time);
    }

    /** What takes the provider's place at another base URL has keys of its own, at the same path below it. */
    private String keysOf(Ed25519 scheme) {
        String own = settings.webhooks().keys();
        if (own != null) {
            return own;
        }
        String base = settings.baseUrl().toString();
        return base.equals(settings.provider().baseUrl())
                ? scheme.keys().toString()
                : base.replaceFirst("/+$", "") + scheme.keys().getPath();
    }

    private IllegalArgumentException invalid(String what) {
        return new IllegalArgumentException("Connection " + settings.name() + ": the option webhookSecret " + what);
    }

    /** A webhook was about a generation that is observed here. What anybody could have sent does not count. */
    public void wasUseful() {
        if (mapping != null && mapping.signature().isSigned()) {
            lastUseful = time.nanos();
        }
    }

    /** The header that contains the secret itself, or null. */
    public @Nullable String secretHeader() {
        return mapping == null || mapping.signature().scheme() != Scheme.SECRET
                ? null
                : mapping.signature().header();
    }

    /** Whether webhooks arrive, so that states need to be polled rarely. */
    public boolean areArriving() {
        Long last = lastUseful;
        return last != null && time.nanos() - last < ARRIVING.toNanos();
    }
}
