package io.camelgenai.component.operation;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.RetryExecutor;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.provider.CallTemplate;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls about an existing generation, retried as far as the provider allows. */
record ProviderCalls(ProviderClient client, RetryExecutor retries) {

    /** Polls the state once. */
    CompletableFuture<Generation> get(Generation known) {
        return get(known, new Cancellation());
    }

    private CompletableFuture<Generation> get(Generation known, Cancellation cancellation) {
        return retries.call(
                client,
                () -> client.get(known, cancellation).generation(),
                failure -> !cancellation.isCanceled() && mayRetry(failure, true));
    }

    /** Polls the state once where the provider has a GET, and otherwise returns what is known. */
    CompletableFuture<Generation> getIfSupported(Generation known) {
        return getIfSupported(known, new Cancellation());
    }

    CompletableFuture<Generation> getIfSupported(Generation known, Cancellation cancellation) {
        return client.descriptor().operations().get() == null
                ? CompletableFuture.completedFuture(known)
                : get(known, cancellation);
    }

    /** Makes a call, retried as its descriptor allows. */
    <T> CompletableFuture<T> retry(@Nullable CallTemplate template, Supplier<T> call) {
        return retry(template != null && template.repeatable(), call);
    }

    /** As {@link #retry(CallTemplate, Supplier)}, on another thread from the beginning: for a call that nobody waits for. */
    <T> CompletableFuture<T> retryInBackground(CallTemplate template, Supplier<T> call) {
        return retries.callInBackground(client, call, failure -> mayRetry(failure, template.repeatable()));
    }

    /** @param repeatable whether the call may be retried when its outcome is unknown */
    <T> CompletableFuture<T> retry(boolean repeatable, Supplier<T> call) {
        return retries.call(client, call, failure -> mayRetry(failure, repeatable));
    }

    private static boolean mayRetry(GenAiException failure, boolean repeatable) {
        return switch (failure.getFailureKind()) {
            case CONNECT_FAILED, RATE_LIMITED -> true;
            case NO_RESPONSE, SERVER_ERROR -> repeatable;
            default -> repeatable && failure instanceof GenAiHttpException http && http.isRetryable();
        };
    }
}
