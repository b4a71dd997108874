package io.camelgenai.client.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.client.Deadlines.Guard;
import io.camelgenai.client.FileCalls;
import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException.Where;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The published Ed25519 keys of a provider (RFC 8037, in a JWK set). They are fetched when the first signature is verified, kept for a
 * day, and fetched again for a signature by none of them, at most once a minute. The provider's API key is not sent. Thread-safe.
 */
final class KeySet {

    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration MIN_INTERVAL = Duration.ofMinutes(1);
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(10);
    private static final Duration MAX_TIME = Duration.ofSeconds(10);
    private static final int MAX_SIZE = 1 << 20;
    private static final int KEY_LENGTH = 32;

    /** What precedes the bytes of a key in an X.509 SubjectPublicKeyInfo, by RFC 8410. */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String url;
    private final String provider;
    private final FileCalls calls;
    private final Time time;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Fetched last;
    private volatile @Nullable Failed failed;

    /**
     * The keys at some time.
     *
     * @param at when they were asked for, in monotonic nanoseconds
     */
    private record Fetched(List<PublicKey> keys, long at) {}

    /** A fetch that failed, and is not repeated at once. */
    private record Failed(GenAiConnectException failure, long at) {}

    KeySet(String url, String provider, FileCalls calls, Time time) {
        this.url = url;
        this.provider = provider;
        this.calls = calls;
        this.time = time;
    }

    /**
     * Whether one of the keys matches.
     *
     * @throws GenAiConnectException when they cannot be fetched
     */
    boolean anyMatch(Predicate<PublicKey> matches) {
        Fetched known = notOlderThan(KEPT);
        if (known.keys.stream().anyMatch(matches)) {
            return true;
        }
        Fetched newer = notOlderThan(MIN_INTERVAL);
        return newer != known && newer.keys.stream().anyMatch(matches);
    }

    private Fetched notOlderThan(Duration age) {
        Fetched known = last;
        if (known != null && isWithin(known, age)) {
            return known;
        }
        requireNoFailure();
        fetching.lock();
        try {
            requireNoFailure();
            Fetched meanwhile = last;
            return meanwhile != null && isWithin(meanwhile, age) ? meanwhile : fetch(meanwhile);
        } finally {
            fetching.unlock();
        }
    }

    /** Requests that cannot be verified do not wait for one another, each for a fetch of its own. */
    private void requireNoFailure() {
        Failed before = failed;
        if (before != null && time.nanos() - before.at < FAILURE_KEPT.toNanos()) {
            throw before.failure;
        }
    }

    private boolean isWithin(Fetched known, Duration age) {
        return time.nanos() - known.at < age.toNanos();
    }

    /** Where the provider does not answer, the keys that are known serve until the next attempt. */
    private Fetched fetch(@Nullable Fetched before) {
        long now = time.nanos();
        Fetched fetched;
        try {
            fetched = new Fetched(keysIn(document()), now);
        } catch (IOException | RuntimeException e) {
            if (before == null) {
                GenAiConnectException failure = new GenAiConnectException(
                        "The keys of " + provider + " at " + url
                                + " cannot be fetched, so that no webhook can be verified: " + e.getMessage()
                                + ". Set the option webhookKeys where they are at another URL",
                        Where.provider(provider),
                        e);
                failed = new Failed(failure, time.nanos());
                throw failure;
            }
            LOG.warn("The keys of {} at {} cannot be fetched: those known before are used", provider, url, e);
            fetched = new Fetched(before.keys, now);
        }
        last = fetched;
        return fetched;
    }

    private JsonNode document() throws IOException {
        Call call = calls.http()
                .newCall(new Request.Builder()
                        .url(url)
                        .header("Accept", "application/json")
                        .build());
        try (Guard guard = calls.guard(call)) {
            guard.expireAt(time.nanos() + MAX_TIME.toNanos(), "keys");
            try (Response response = call.execute()) {
                if (response.code() != 200) {
                    throw new IOException("it answered with status " + response.code());
                }
                return JSON.readTree(read(response));
            }
        }
    }

    private static byte[] read(Response response) throws IOException {
        byte[] body = response.body().byteStream().readNBytes(MAX_SIZE + 1);
        if (body.length > MAX_SIZE) {
            throw new IOException("the answer is larger than " + MAX_SIZE + " bytes");
        }
        return body;
    }

    /** Keys of other kinds are left out. */
    private static List<PublicKey> keysIn(JsonNode set) throws IOException {
        List<PublicKey> keys = new ArrayList<>();
        for (JsonNode each : set.path("keys")) {
            if (each.path("kty").asText().equals("OKP")
                    && each.path("crv").asText().equals("Ed25519")) {
                keys.add(key(each.path("x").asText()));
            }
        }
        if (keys.isEmpty()) {
            throw new IOException("there is no Ed25519 key in the answer");
        }
        return keys;
    }

    private static PublicKey key(String encoded) throws IOException {
        try {
            byte[] raw = Base64.getUrlDecoder().decode(encoded);
            byte[] x509 = new byte[X509_PREFIX.length + KEY_LENGTH];
            System.arraycopy(X509_PREFIX, 0, x509, 0, X509_PREFIX.length);
            System.arraycopy(raw, 0, x509, X509_PREFIX.length, KEY_LENGTH);
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException("one of the keys is no Ed25519 key", e);
        }
    }
}
