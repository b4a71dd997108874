package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.provider.CreateOperations.ModelQuestion;
import io.camelgenai.provider.ProviderCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model is asked about once, by one caller, and the answer is remembered for a bounded time, also where there is none. */
class ModelAnswersTest {

    private static final ModelQuestion QUESTION = Objects.requireNonNull(Objects.requireNonNull(
                    new ProviderCatalog(ModelAnswersTest.class.getClassLoader()::getResourceAsStream, List::of)
                            .get("elumenta")
                            .operations()
                            .createStream())
            .onlyIf());

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger asked = new AtomicInteger();

    private ModelAnswers answering(String json) {
        return new ModelAnswers(
                QUESTION,
                (question, model) -> {
                    asked.incrementAndGet();
                    return parse(json);
                },
                now::get);
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {"supports_streaming":true}    | true
            {"supports_streaming":false}   | false
            {"supports_streaming":"True"}  | true
            {"supports_streaming":"false"} | false
            {"supports_streaming":1}       | true
            {"supports_streaming":0}       | false
            {"supports_streaming":null}    | -
            {"supports_streaming":""}      | -
            {"supports_streaming":"maybe"} | -
            {"supports_streaming":{}}      | -
            {"slug":"m"}                   | -
            []                             | -
            no JSON                        | -
            """)
    void theAnswerIsReadLiberallyAndIsOpenWhereThereIsNone(String document, Boolean answer) {
        ModelAnswers answers = answering(document);

        assertThat(answers.of("m")).isEqualTo(answer);
        assertThat(answers.of("m")).isEqualTo(answer);
        assertThat(asked).hasValue(1);
    }

    @Test
    void anAnswerIsValidAsLongAsTheDescriptorSaysAndAnOpenOneForAMinute() {
        ModelAnswers known = answering("{\"supports_streaming\":false}");
        known.of("m");
        now.addAndGet(QUESTION.duration().minusSeconds(1).toNanos());
        assertThat(known.of("m")).isFalse();
        assertThat(asked).hasValue(1);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(known.of("m")).isFalse();
        assertThat(asked).hasValue(2);

        ModelAnswers open = answering("no JSON");
        open.of("m");
        now.addAndGet(ModelAnswers.OPEN_FOR.toNanos());
        assertThat(open.of("m")).isNull();
        assertThat(asked).hasValue(4);
    }

    @Test
    void whatACreateHasShownIsNotAskedAndIsForgottenInTime() {
        ModelAnswers answers = answering("{\"supports_streaming\":true}");
        answers.learn("m", false);
        assertThat(answers.of("m")).isFalse();
        assertThat(asked).hasValue(0);
        now.addAndGet(QUESTION.duration().toNanos());
        assertThat(answers.of("m")).isTrue();

        ModelAnswers mute = new ModelAnswers(null, (question, model) -> parse("{}"), now::get);
        assertThat(mute.of("m")).isNull();
        mute.learn("m", false);
        assertThat(mute.of("m")).isFalse();
        now.addAndGet(ModelAnswers.SHOWN_FOR.toNanos());
        assertThat(mute.of("m")).isNull();
    }

    @Test
    void manyModelsAreNotKeptForEver() {
        ModelAnswers answers = answering("{\"supports_streaming\":true}");
        IntStream.range(0, ModelAnswers.MAX_MODELS + 1).forEach(model -> answers.of("m" + model));
        assertThat(answers.of("m" + ModelAnswers.MAX_MODELS)).isTrue();
        assertThat(asked).hasValue(ModelAnswers.MAX_MODELS + 1);
        assertThat(answers.of("m0")).isTrue();
        assertThat(asked).hasValue(ModelAnswers.MAX_MODELS + 2);
    }

    @Test
    void oneQuestionIsInFlightForAModel() {
        CountDownLatch answered = new CountDownLatch(1);
        ModelAnswers answers = new ModelAnswers(
                QUESTION,
                (question, model) -> {
                    asked.incrementAndGet();
                    try {
                        answered.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    throw new StackOverflowError("no answer, whatever the reason");
                },
                now::get);
        CompletableFuture<?>[] callers = IntStream.range(0, 8)
                .mapToObj(each -> CompletableFuture.runAsync(
                        () -> assertThat(answers.of("m")).isNull(), task -> new Thread(task, "caller").start()))
                .toArray(CompletableFuture[]::new);
        await().until(() -> asked.get() > 0);
        answered.countDown();

        CompletableFuture.allOf(callers).join();
        assertThat(asked).hasValue(1);
    }
}
