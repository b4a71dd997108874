package io.camelgenai.component.operation;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.NoResponseException;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.provider.CallTemplate;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls that concern a generation that exists, made again as far as its provider lets them. */
final class ProviderCalls {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private ProviderCalls() {}

    /** Asks for the present state. */
    static CompletableFuture<Generation> get(OperationHandler.OperationContext setting, Generation known) {
        return retry(setting, true, () -> setting.client()
                .get(known, new Cancellation())
                .generation());
    }

    /** Asks for the present state where the provider can tell it; otherwise what is known is all there is. */
    static CompletableFuture<Generation> getIfSupported(OperationHandler.OperationContext setting, Generation known) {
        return setting.client().descriptor().calls().get() == null
                ? CompletableFuture.completedFuture(known)
                : get(setting, known);
    }

    /**
     * Makes a call, and makes it again where that has a chance.
     *
     * @param repeatable whether it may also be made again when nobody knows what became of it
     */
    static <T> CompletableFuture<T> retry(
            OperationHandler.OperationContext setting, boolean repeatable, Supplier<T> call) {
        return setting.runtime().retries().call(setting.client(), call, failure -> mayRetry(failure, repeatable));
    }

    private static boolean mayRetry(GenAiException failure, boolean repeatable) {
        if (failure instanceof GenAiHttpException http) {
            return http.getStatusCode() == TOO_MANY_REQUESTS
                    || (repeatable && (http.isRetryable() || http.getStatusCode() >= SERVER_ERROR));
        }
        return failure instanceof GenAiConnectException || (repeatable && failure instanceof NoResponseException);
    }

    static boolean isRepeatable(@Nullable CallTemplate call) {
        return call != null && call.repeatable();
    }

    /** Whether the provider says that it does not know the generation. */
    static boolean isUnknown(GenAiHttpException failure) {
        return failure.getStatusCode() == 404 || failure.getStatusCode() == 410;
    }
}
