package io.camelgenai.client;

import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.provider.ProviderOperations.Idempotency;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One create, sent until it is known what became of it, and never so that it could be paid for twice.
 *
 * <p>A create is sent again when it provably never arrived, when the answer proves that nothing was created and a later try
 * may succeed, or when the provider knows the id that we chose and so can not create it a second time. In every other case
 * the outcome is unknown, and that is what the caller hears.
 *
 * @param <T> what a create gives
 */
public final class CreateCall<T> {

    private final ProviderClient client;
    private final CreateRequest createRequest;
    private final Function<CreateRequest, T> request;
    private final Function<Generation, T> found;
    private final Time time;
    private final long startedAt;
    private @Nullable GenAiException unknown;

    private CreateCall(
            ProviderClient client,
            CreateRequest asked,
            Function<CreateRequest, T> request,
            Function<Generation, T> found,
            Time time) {
        this.client = client;
        this.createRequest = asked;
        this.request = request;
        this.found = found;
        this.time = time;
        this.startedAt = time.nanos();
    }

    /**
     * Sends the create.
     *
     * @param request makes the request, once
     * @param found makes the same of a generation that an earlier request turned out to have created
     * @return what the create gives, or a {@link GenAiConnectException} or {@link GenAiHttpException} that both mean that nothing
     *     was created, or a {@link GenerationOutcomeUnknownException}
     */
    public static <T> CompletableFuture<T> send(
            ProviderClient client,
            CreateRequest asked,
            Function<CreateRequest, T> request,
            Function<Generation, T> found,
            RetryExecutor retrying,
            Time time) {
        CreateCall<T> creation = new CreateCall<>(client, asked, request, found, time);
        return retrying.call(client, creation::attempt, creation::mayRetry)
                .handle(creation::complete)
                .thenCompose(outcome -> outcome);
    }

    /** One request. A failure after an unknown outcome says nothing about the first one: only the provider can. */
    private T attempt() {
        try {
            return request.apply(createRequest);
        } catch (GenAiConnectException e) {
            throw e;
        } catch (GenAiHttpException e) {
            if (unknown != null) {
                return found.apply(confirm(unknown));
            }
            if (e.isRejection()) {
                throw e;
            }
            throw remember(e);
        } catch (GenAiException e) {
            throw remember(e);
        }
    }

    private GenAiException remember(GenAiException e) {
        unknown = e;
        return e;
    }

    /** The id may be in use because our own first try arrived. */
    private Generation confirm(GenAiException first) {
        try {
            return client.get(expected(), new Cancellation()).generation();
        } catch (GenAiException e) {
            first.addSuppressed(e);
            throw first;
        }
    }

    private Generation expected() {
        return Generation.of(client.descriptor().name())
                .id(createRequest.clientId())
                .model(createRequest.model())
                .build();
    }

    private boolean mayRetry(GenAiException failure) {
        if (unknown != null) {
            Idempotency repeat = client.descriptor().operations().create().idempotency();
            return repeat != null
                    && time.nanos() - startedAt < repeat.duration().toNanos();
        }
        return failure instanceof GenAiConnectException
                || (failure instanceof GenAiHttpException http && http.isRetryable());
    }

    private CompletableFuture<T> complete(@Nullable T created, @Nullable Throwable failure) {
        if (created != null) {
            return CompletableFuture.completedFuture(created);
        }
        GenAiException first = unknown;
        if (first == null || first instanceof GenerationOutcomeUnknownException) {
            return CompletableFuture.failedFuture(first != null ? first : failure);
        }
        return CompletableFuture.failedFuture(new GenerationOutcomeUnknownException(
                String.valueOf(first.getMessage()),
                new Where(client.descriptor().name(), null, first.getRequestId()),
                first));
    }
}
