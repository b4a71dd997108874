package io.camelgenai.tracking.create;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.RecordKey;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Creates whose request is prepared before the intent is stored. Nothing is prepared for an idempotency key that the repository knows, and
 * of two callers with one key on this node only one prepares its request. Thread-safe.
 */
final class PreparedCreates {

    private final GenerationRepository repository;
    private final Executor executor;
    private final Function<CreateIntent, CompletableFuture<CreatedGeneration>> create;
    private final BiFunction<TrackedGeneration, CreateIntent, CompletableFuture<CreatedGeneration>> existing;
    private final Map<String, CompletableFuture<Void>> preparing = new ConcurrentHashMap<>();

    /**
     * @param executor runs callers that waited for another one
     * @param create stores the intent, and sends a request that is prepared
     * @param existing finds the outcome of an earlier create with the same idempotency key
     */
    PreparedCreates(
            GenerationRepository repository,
            Executor executor,
            Function<CreateIntent, CompletableFuture<CreatedGeneration>> create,
            BiFunction<TrackedGeneration, CreateIntent, CompletableFuture<CreatedGeneration>> existing) {
        this.repository = repository;
        this.executor = executor;
        this.create = create;
        this.existing = existing;
    }

    /**
     * @param intent the intent of the caller, whose request is not prepared
     * @param wanted the same as it would be stored
     */
    CompletableFuture<CreatedGeneration> create(CreateIntent intent, TrackedGeneration wanted) {
        Idempotency idempotency = intent.idempotency();
        if (idempotency == null) {
            return prepared(intent, () -> {});
        }
        String key = RecordKey.of(intent.origin().flow(), idempotency.key());
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletableFuture<Void> other = preparing.putIfAbsent(key, own);
        if (other != null) {
            return other.thenComposeAsync(done -> create(intent, wanted), executor);
        }
        Runnable release = () -> {
            preparing.remove(key);
            own.complete(null);
        };
        Optional<TrackedGeneration> earlier;
        try {
            earlier = repository.creates().earlier(wanted);
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
        if (earlier.isEmpty()) {
            return prepared(intent, release);
        }
        release.run();
        return existing.apply(earlier.get(), intent);
    }

    /** @param release lets other callers with the same key proceed: the intent is stored by then */
    private CompletableFuture<CreatedGeneration> prepared(CreateIntent intent, Runnable release) {
        return CompletableFuture.completedFuture(intent)
                .thenCompose(CreateIntent::prepare)
                .handle((ready, failure) -> {
                    try {
                        return failure == null ? create.apply(ready) : unsent(failure);
                    } finally {
                        release.run();
                    }
                })
                .thenCompose(created -> created);
    }

    /** Nothing was sent that creates something, and no earlier create has the key. */
    private static CompletableFuture<CreatedGeneration> unsent(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof GenAiException proof) {
            proof.proveNothingCreated();
        }
        return CompletableFuture.failedFuture(cause);
    }
}
