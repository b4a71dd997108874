package io.camelgenai.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.provider.CreateOperations.ModelQuestion;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known about the models of one connection: the answers to a {@link ModelQuestion}, and what creates have shown. Each
 * model is asked about once, by the first caller, for which the others wait; the answer is remembered for a bounded time. A
 * question that fails leaves the answer open and is not repeated for a minute, so that it never fails a create and a provider
 * that cannot answer is not asked for each create. Thread-safe.
 */
final class ModelAnswers {

    /** When this many models are known, all are forgotten: names of models may come from outside. */
    static final int MAX_MODELS = 1_000;

    /** How long a failed question is not repeated. */
    static final Duration OPEN_FOR = Duration.ofMinutes(1);

    /** How long what a create has shown is valid where the provider cannot be asked. */
    static final Duration SHOWN_FOR = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(ModelAnswers.class);

    private final @Nullable ModelQuestion question;
    private final BiFunction<ModelQuestion, String, JsonNode> ask;
    private final LongSupplier nanos;
    private final Map<String, CompletableFuture<Answer>> answers = new ConcurrentHashMap<>();

    /**
     * @param question the question, or null where the provider cannot be asked
     * @param ask asks it about a model
     */
    ModelAnswers(
            @Nullable ModelQuestion question, BiFunction<ModelQuestion, String, JsonNode> ask, LongSupplier nanos) {
        this.question = question;
        this.ask = ask;
        this.nanos = nanos;
    }

    /** An answer, null where it is open, and the moment until which it is valid. */
    private record Answer(@Nullable Boolean value, long expiresAt) {}

    /**
     * The answer for a model, or null where it is open. Asks the provider where the answer is not known, and may wait for as long
     * as that takes.
     */
    @Nullable
    Boolean of(String model) {
        CompletableFuture<Answer> found = answers.get(model);
        if (found != null && !isExpired(found)) {
            return found.join().value();
        }
        return question == null ? null : askedOnce(question, model).value();
    }

    private Answer askedOnce(ModelQuestion about, String model) {
        forgetIfFull();
        CompletableFuture<Answer> own = new CompletableFuture<>();
        CompletableFuture<Answer> current =
                answers.compute(model, (key, known) -> known == null || isExpired(known) ? own : known);
        if (current == own) {
            own.complete(asked(about, model));
        }
        return current.join();
    }

    /** A create has shown the answer, so that the provider need not be asked. */
    void learn(String model, boolean value) {
        forgetIfFull();
        Duration valid = question == null ? SHOWN_FOR : question.duration();
        answers.put(model, CompletableFuture.completedFuture(answer(value, valid)));
    }

    private boolean isExpired(CompletableFuture<Answer> known) {
        return known.isDone() && nanos.getAsLong() - known.join().expiresAt() >= 0;
    }

    private void forgetIfFull() {
        if (answers.size() >= MAX_MODELS) {
            answers.clear();
        }
    }

    private Answer asked(ModelQuestion about, String model) {
        try {
            Boolean value = about.answerIn(ask.apply(about, model));
            return answer(value, value == null ? OPEN_FOR : about.duration());
        } catch (Throwable failed) {
            // The waiting callers need an answer, whatever was thrown; the create shows what is wrong.
            LOG.debug("The provider did not say what a model can do: {}", failed.getMessage());
            return answer(null, OPEN_FOR);
        }
    }

    private Answer answer(@Nullable Boolean value, Duration valid) {
        return new Answer(value, nanos.getAsLong() + valid.toNanos());
    }
}
