package io.camelgenai.component;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.NoAnswerException;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Calls that concern a generation that exists. Doing them twice does no harm, and so they are repeated. */
final class ById {

    private static final int SERVER_ERROR = 500;

    private ById() {}

    /** Asks for the present state. */
    static CompletableFuture<Generation> look(Job.Setting setting, Generation known) {
        return repeat(
                setting, () -> setting.client().get(known, new Cancellation()).generation());
    }

    /** Makes a call, and makes it again where that has a chance. */
    static <T> CompletableFuture<T> repeat(Job.Setting setting, Supplier<T> call) {
        return setting.runtime().retrying().call(setting.client().settings().retries(), call, ById::mayRepeat);
    }

    private static boolean mayRepeat(GenAiException failure) {
        return failure instanceof GenAiConnectException
                || failure instanceof NoAnswerException
                || (failure instanceof GenAiHttpException http
                        && (http.isRetryable() || http.getStatusCode() >= SERVER_ERROR));
    }

    /** Whether the provider says that it does not know the generation. */
    static boolean isUnknown(GenAiHttpException failure) {
        return failure.getStatusCode() == 404 || failure.getStatusCode() == 410;
    }
}
