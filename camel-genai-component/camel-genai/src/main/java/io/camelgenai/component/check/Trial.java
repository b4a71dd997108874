package io.camelgenai.component.check;

import io.camelgenai.client.CallListener;
import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.ConnectionSettings.Limits;
import io.camelgenai.client.ConnectionSettings.WebhookSettings;
import io.camelgenai.client.CreateReply;
import io.camelgenai.client.CreateRequest;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.ProviderClients;
import io.camelgenai.client.RetryPolicy;
import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.provider.BatchMapping;
import io.camelgenai.provider.HostPatterns;
import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.provider.ProviderOperations;
import io.camelgenai.tracking.observe.Observation;
import io.camelgenai.tracking.observe.Observations;
import io.camelgenai.tracking.observe.StreamObservation;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays the calls of a descriptor against a server, and prints what came of each. */
final class Trial implements AutoCloseable {

    private static final Duration CALL = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMinutes(5);
    private static final String WITHOUT_STREAM = "not tried: the provider says that this model does not stream";
    private static final long MAX_BYTES = 16 << 20;
    private static final RetryPolicy RETRIES = new RetryPolicy(2, Duration.ofMillis(500), CALL);

    private final ProviderDescriptor descriptor;
    private final PrintStream out;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "genai-check");
        thread.setDaemon(true);
        return thread;
    });
    private final Time time = Time.system(timer);
    private final ProviderClients clients;
    private boolean failed;

    /** @param key the key, or null for a server that needs none */
    Trial(ProviderDescriptor descriptor, URI baseUrl, @Nullable String key, PrintStream out) {
        this.descriptor = descriptor;
        this.out = out;
        Duration headers = descriptor.headersTimeout() == null ? CALL : descriptor.headersTimeout();
        ConnectionSettings settings = new ConnectionSettings(
                descriptor.name(),
                descriptor,
                baseUrl,
                key,
                Map.of(),
                Map.of(),
                null,
                null,
                new Limits(CALL, headers, SILENCE, SILENCE, null, MAX_BYTES, MAX_BYTES, 1),
                RETRIES,
                HostPatterns.NONE,
                WebhookSettings.NONE);
        this.clients = new ProviderClients(connection -> settings, time, CallListener.NONE);
    }

    /** Whether every call succeeded. */
    boolean run(@Nullable String model, String prompt) {
        ProviderClient client = clients.get(descriptor.name());
        ProviderOperations operations = descriptor.operations();
        BatchMapping batch = descriptor.batch();
        if (batch != null) {
            try (BatchTrial trial = new BatchTrial(batch, descriptor.request(), model, prompt)) {
                step("create", () -> completed(client, trial.request(client, model)));
                if (operations.cancel() != null) {
                    step("cancel", () -> canceled(client, trial.request(client, model)));
                }
            }
            return !failed;
        }
        CreateRequest request =
                CreateRequest.to(descriptor, model, descriptor.request().body(prompt, model, Map.of()));
        step("create", () -> completed(client, request));
        if (operations.createStream() != null) {
            boolean isOffered = !Boolean.FALSE.equals(client.streams(model));
            step("createStream", () -> isOffered ? events(streamed(client, request)) : WITHOUT_STREAM);
        } else if (operations.stream() != null) {
            step("stream", () -> events(Observations.stream(client, created(client, request), time)));
        }
        if (operations.cancel() != null) {
            step("cancel", () -> canceled(client, request));
        }
        return !failed;
    }

    private String completed(ProviderClient client, CreateRequest request) {
        Generation accepted = created(client, request);
        if (accepted.isTerminal()) {
            failed |= accepted.status() != GenerationStatus.COMPLETED;
            return described(accepted) + ", in the answer" + lacking(accepted);
        }
        String first = accepted.id() + " is " + accepted.status();
        try (Observation polls = Observations.ofCompletion(client, accepted, time)) {
            polls.limitFailures();
            polls.forEachRemaining(event -> {});
            Generation end = polls.current();
            failed |= end.status() != GenerationStatus.COMPLETED;
            return first + ", then " + described(end) + lacking(end);
        }
    }

    private Generation created(ProviderClient client, CreateRequest request) {
        CreateReply reply = client.create(request);
        if (reply instanceof CreateReply.Events events) {
            events.stream().close();
            throw failure("The server answered the create by a stream: 'createStream' describes that");
        }
        return ((CreateReply.Whole) reply).generation();
    }

    private Observation streamed(ProviderClient client, CreateRequest request) {
        CreateReply reply = client.createStream(request);
        if (reply instanceof CreateReply.Events events) {
            return StreamObservation.create(client, request, events.stream(), time.nanos(), time);
        }
        throw failure("The server answered by a document, and not by a stream");
    }

    private GenAiException failure(String message) {
        return new GenAiException(message, Where.provider(descriptor.name()), null);
    }

    private String events(Observation stream) {
        try (stream) {
            stream.limitFailures();
            Map<String, Integer> types = new LinkedHashMap<>();
            GenerationEvent last = null;
            while (stream.hasNext()) {
                last = stream.next();
                types.merge(last.type().name(), 1, Integer::sum);
            }
            failed |= last == null || stream.current().status() != GenerationStatus.COMPLETED;
            return types + ", then " + described(stream.current());
        }
    }

    private String canceled(ProviderClient client, CreateRequest request) {
        Generation accepted = created(client, request);
        if (accepted.isTerminal()) {
            return "not tried: the answer to the create was the result";
        }
        client.cancel(accepted);
        return accepted.id() + " was accepted for cancellation";
    }

    /** A path with a mistake is one that finds nothing. */
    private String lacking(Generation generation) {
        List<String> keys = descriptor.generation().lacking(generation);
        return keys.isEmpty() || generation.status() != GenerationStatus.COMPLETED
                ? ""
                : "; nothing was found for " + String.join(", ", keys);
    }

    private static String described(Generation generation) {
        StringBuilder text = new StringBuilder(String.valueOf(generation.status()));
        if (generation.text() != null) {
            text.append(" with ").append(generation.text().length()).append(" characters of text");
        }
        if (!generation.artifacts().isEmpty()) {
            text.append(" with ").append(generation.artifacts().size()).append(" artifacts");
        }
        GenerationError error = generation.error();
        if (error == null && generation.finishReason() != null) {
            text.append(", finish reason ").append(generation.finishReason());
        }
        if (error != null) {
            text.append(": ")
                    .append(error.code() == null ? "" : error.code() + ", ")
                    .append(error.message());
        }
        return text.toString();
    }

    private void step(String name, Supplier<String> call) {
        try {
            out.printf("%-12s %s%n", name, call.get());
        } catch (GenAiException e) {
            failed = true;
            out.printf("%-12s failed: %s%n", name, e.getMessage());
        }
    }

    @Override
    public void close() {
        clients.cancelAll();
        clients.close();
        timer.shutdownNow();
    }
}
