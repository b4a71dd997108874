package io.camelgenai.client;

import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.provider.CreateOperations.Idempotency;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One create, without the risk of a second paid job. It is retried in three cases:
 *
 * <ul>
 *   <li>the request provably never arrived;
 *   <li>the answer proves that nothing was created, and a later attempt may succeed;
 *   <li>there was no answer, and the provider recognizes the id of our choice, so that it cannot create a second job.
 * </ul>
 *
 * <p>In every other case an unknown outcome is reported as such.
 *
 * @param <T> the result of a create
 */
public final class CreateCall<T> {

    /** The class of the statuses of redirects, which are not followed: the next answer would be the same. */
    private static final int REDIRECT = 3;

    private final ProviderClient client;
    private final CreateRequest request;
    private final Function<CreateRequest, T> send;
    private final Function<Generation, T> resultOf;
    private final Time time;
    private final long startedAt;
    private final Instant startedOn;

    /** The last failure with an unknown outcome, or null. No later rejection disproves that its request arrived. */
    private @Nullable GenAiException unknownOutcome;

    private CreateCall(
            ProviderClient client,
            CreateRequest request,
            Function<CreateRequest, T> send,
            Function<Generation, T> resultOf,
            Time time) {
        this.client = client;
        this.request = request;
        this.send = send;
        this.resultOf = resultOf;
        this.time = time;
        this.startedAt = time.nanos();
        this.startedOn = time.now();
    }

    /**
     * Sends the create, the first time on the calling thread.
     *
     * @param send sends the request once
     * @param resultOf converts a generation that an earlier attempt turned out to have created
     * @return the result; or a {@link GenAiConnectException}, {@link GenAiHttpException}, {@link NotSignedException} or {@link
     *     UnreadableInputException}, which {@linkplain GenAiException#isNothingCreated() prove that nothing was created}; or a
     *     {@link GenerationOutcomeUnknownException}
     */
    public static <T> CompletableFuture<T> send(
            ProviderClient client,
            CreateRequest request,
            Function<CreateRequest, T> send,
            Function<Generation, T> resultOf,
            RetryExecutor retries,
            Time time) {
        CreateCall<T> create = new CreateCall<>(client, request, send, resultOf, time);
        return retries.call(client, create::attempt, create::mayRetry)
                .handle(create::complete)
                .thenCompose(outcome -> outcome);
    }

    private T attempt() {
        GenAiException unknown = unknownOutcome;
        if (unknown != null && !isRemembered()) {
            return resultOf.apply(findCreated(unknown));
        }
        try {
            return send.apply(request);
        } catch (GenAiConnectException | NotSignedException | UnreadableInputException e) {
            throw e;
        } catch (GenAiHttpException e) {
            if (unknownOutcome != null) {
                return resultOf.apply(findCreated(unknownOutcome));
            }
            if (!e.isRejection()) {
                unknownOutcome = e;
            }
            throw e;
        } catch (GenerationOutcomeUnknownException e) {
            unknownOutcome = e;
            if (client.descriptor().operations().create().idempotency() != null) {
                return resultOf.apply(findCreated(e));
            }
            throw e;
        } catch (GenAiException e) {
            unknownOutcome = e;
            throw e;
        }
    }

    /** An error after an unknown outcome may mean that the id is in use, because the earlier attempt arrived. */
    private Generation findCreated(GenAiException unknown) {
        Generation expected = Generation.of(client.descriptor().name())
                .id(request.clientId())
                .model(request.model())
                .build();
        try {
            return client.get(expected, new Cancellation()).generation();
        } catch (RuntimeException e) {
            unknown.addSuppressed(e);
            throw unknown;
        }
    }

    private boolean mayRetry(GenAiException failure) {
        if (failure instanceof GenAiHttpException redirect && redirect.getStatusCode() / 100 == REDIRECT) {
            return false;
        }
        if (unknownOutcome != null) {
            return !(unknownOutcome instanceof GenerationOutcomeUnknownException) && isRemembered();
        }
        return failure instanceof GenAiConnectException
                || (failure instanceof GenAiHttpException http && http.isRetryable());
    }

    /**
     * Whether the provider still knows the id of the first attempt, by both clocks: the monotonic one may stop while the machine
     * sleeps.
     */
    private boolean isRemembered() {
        Idempotency idempotency = client.descriptor().operations().create().idempotency();
        return idempotency != null
                && time.nanos() - startedAt < idempotency.duration().toNanos()
                && time.now().isBefore(startedOn.plus(idempotency.duration()));
    }

    private CompletableFuture<T> complete(@Nullable T result, @Nullable Throwable failure) {
        if (result != null) {
            return CompletableFuture.completedFuture(result);
        }
        GenAiException unknown = unknownOutcome;
        if (unknown == null) {
            if (failure instanceof GenAiException proof) {
                proof.proveNothingCreated();
            }
            return CompletableFuture.failedFuture(failure);
        }
        if (unknown instanceof GenerationOutcomeUnknownException) {
            return CompletableFuture.failedFuture(unknown);
        }
        return CompletableFuture.failedFuture(new GenerationOutcomeUnknownException(
                String.valueOf(unknown.getMessage()),
                new Where(client.descriptor().name(), null, unknown.getRequestId()),
                unknown));
    }
}
