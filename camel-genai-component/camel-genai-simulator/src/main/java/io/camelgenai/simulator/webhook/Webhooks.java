package io.camelgenai.simulator.webhook;

import io.camelgenai.simulator.content.SeededRandom;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends webhooks, to URLs on the loopback interface only: no other host is ever called. One that is not answered with success is sent
 * again, five times at most. Thread-safe.
 */
public final class Webhooks implements AutoCloseable {

    /** The secret with which all providers sign that share one with their users. */
    public static final String SECRET = "whsec_c2ltdWxhdGVkLXdlYmhvb2tzLW5ldmVyLWEtc2VjcmV0";

    private static final Pattern LOOPBACK = Pattern.compile("http://(127\\.0\\.0\\.1|localhost)(:\\d+)?(/.*)?");
    private static final Duration MAX_TIME = Duration.ofSeconds(10);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(20);
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final int MAX_ATTEMPTS = 5;
    private static final int SUCCESS = 2;
    private static final int PER_CLASS = 100;

    private final Consumer<Runnable> loop;
    private final SeededRandom ids;
    private final Map<String, String> registered = new ConcurrentHashMap<>();
    private final List<Webhook> sent = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService timer;
    private @Nullable HttpClient http;

    /**
     * Creates a sender.
     *
     * @param loop runs where generations are read
     * @param seed decides the ids of the messages
     */
    public Webhooks(Consumer<Runnable> loop, long seed) {
        this.loop = loop;
        this.ids = new SeededRandom(seed, "webhook ids");
    }

    /**
     * What is sent when a generation is over.
     *
     * @param provider the provider
     * @param generation the id of the generation
     * @param isOver whether it is over
     * @param body the body, once it is over
     * @param signer signs it
     */
    public record Announcement(
            String provider, String generation, BooleanSupplier isOver, Supplier<byte[]> body, Signer signer) {}

    /** One message, on its way to a URL. */
    private record Message(Announcement about, String id, String url, byte[] body) {}

    /** Sets up a URL at a provider whose creates name none, as its users do in a console. */
    public void register(String provider, String url) {
        registered.put(provider, url);
    }

    /** Returns the webhooks that were sent, oldest first. */
    public List<Webhook> sent() {
        return List.copyOf(sent);
    }

    /** Removes all URLs that were set up, and what was sent. */
    public void clear() {
        registered.clear();
        sent.clear();
    }

    /**
     * Sends a webhook when a generation is over.
     *
     * @param url the URL in the create; null for the one that was set up, if any
     */
    public void announce(Announcement announcement, @Nullable String url) {
        String target = url == null ? registered.get(announcement.provider) : url;
        if (target != null && LOOPBACK.matcher(target).matches()) {
            later(CHECK_INTERVAL, () -> check(announcement, target));
        }
    }

    private void check(Announcement announcement, String url) {
        byte[][] body = new byte[1][];
        loop.accept(() -> body[0] = announcement.isOver.getAsBoolean() ? announcement.body.get() : null);
        if (body[0] == null) {
            later(CHECK_INTERVAL, () -> check(announcement, url));
        } else {
            send(new Message(announcement, id(), url, body[0]), 1);
        }
    }

    private synchronized String id() {
        return "msg_" + ids.hex();
    }

    private void send(Message message, int attempt) {
        Announcement about = message.about;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(message.url))
                .timeout(MAX_TIME)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(message.body));
        about.signer
                .headers(message.id, Instant.now().getEpochSecond(), message.body)
                .forEach(request::header);
        http().sendAsync(request.build(), BodyHandlers.discarding()).whenComplete((response, failure) -> {
            Integer status = response == null ? null : response.statusCode();
            sent.add(new Webhook(
                    about.provider,
                    about.generation,
                    message.id,
                    message.url,
                    new String(message.body, StandardCharsets.UTF_8),
                    status));
            if ((status == null || status / PER_CLASS != SUCCESS) && attempt < MAX_ATTEMPTS) {
                later(FIRST_DELAY.multipliedBy(1L << (attempt - 1)), () -> send(message, attempt + 1));
            }
        });
    }

    private synchronized HttpClient http() {
        HttpClient known = http;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(timer())
                    .build();
            http = known;
        }
        return known;
    }

    private synchronized ScheduledExecutorService timer() {
        ScheduledExecutorService known = timer;
        if (known == null) {
            known = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "genai-simulator-webhooks");
                thread.setDaemon(true);
                return thread;
            });
            timer = known;
        }
        return known;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task reports its own outcome
    private void later(Duration delay, Runnable task) {
        try {
            timer().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // Nothing is sent any more.
        }
    }

    /** Sends nothing any more. */
    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
