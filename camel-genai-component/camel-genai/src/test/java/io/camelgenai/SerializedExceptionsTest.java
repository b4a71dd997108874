package io.camelgenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenAiHttpException.Answer;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.GenerationTimeoutException;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.generation.ToolCall;
import io.camelgenai.generation.Usage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An exception that was serialized, as by a JMS endpoint with {@code transferException=true}, has all its values. */
class SerializedExceptionsTest {

    private static final String DOCUMENT =
            "{\"cost\":0.10,\"big\":123456789012345678901234567890,\"n\":3,\"none\":null,\"deep\":[[{\"a\":\"\\u0000\"}]]}";

    private static final Where WHERE = new Where("llmstats", "gen_1", "req_9");
    private static final IOException CAUSE = new IOException("Connection reset");

    private static Generation.Builder whole(JsonNode raw) {
        return Generation.of("llmstats")
                .id("gen_1")
                .model("google/veo-3.1")
                .status(GenerationStatus.FAILED)
                .providerStatus("partly failed")
                .progress(0.7)
                .text("half \ud83d of a character, \u0000 and\nlines ")
                .queuePosition(4)
                .logs("step 1")
                .reasoning("half \ud83d")
                .toolCalls(List.of(new ToolCall("t1", "f", "{\"a\":\"\\u0000\"}"), new ToolCall(null, "g", "{")))
                .artifacts(List.of(new Artifact("https://x/a.png?s=1", "png"), new Artifact("https://x/b", null)))
                .usage(new Usage(3L, 5_000_000_000L, new BigDecimal("0.0400")))
                .finishReason("error")
                .error(new GenerationError("partial", "one of two", true))
                .createdAt(Instant.parse("2026-01-02T03:04:05.123456789Z"))
                .completedAt(Instant.parse("2026-01-02T03:04:06Z"))
                .raw(raw);
    }

    private static List<Generation> generations() {
        try {
            JsonMapper doubles = new JsonMapper();
            JsonMapper decimals = JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();
            return List.of(
                    Generation.of("openai-chat").build(),
                    whole(doubles.readTree(DOCUMENT)).build(),
                    whole(decimals.readTree(DOCUMENT)).build(),
                    whole(doubles.nullNode()).build(),
                    whole(doubles.getNodeFactory().textNode("x".repeat(21_000_000)))
                            .build());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<GenAiException> samples() {
        return Stream.of(
                        Stream.of(
                                new GenAiException("something", WHERE, CAUSE),
                                new GenAiConnectException("refused", WHERE, CAUSE),
                                proven(new GenAiConnectException("refused", WHERE, CAUSE)),
                                new StreamLimitException("too large", WHERE, CAUSE),
                                new GenerationOutcomeUnknownException("no answer", WHERE, CAUSE),
                                new GenerationOutcomeUnknownException("no answer", WHERE, CAUSE).with(generations())),
                        Stream.of(FailureKind.values())
                                .map(kind -> new GenAiHttpException(
                                        "answer",
                                        WHERE,
                                        new Answer(kind, 429, "slow", "Slow down", Duration.ofSeconds(7), true, true))),
                        generations().stream().map(GenerationFailedException::new),
                        generations().stream().map(each -> new GenerationTimeoutException(each, Duration.ofSeconds(1))))
                .flatMap(each -> each);
    }

    private static GenAiException proven(GenAiException failure) {
        failure.proveNothingCreated();
        return failure;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyGetterGivesTheSameAfterwards(GenAiException exception) throws Exception {
        assertSameAfterwards(exception);
    }

    /** Those with a sample above, and those that have a constructor of simple values. */
    @Test
    void everyPublicExceptionIsTried() throws Exception {
        List<Class<?>> sampled = samples().<Class<?>>map(Object::getClass).toList();
        for (Class<?> type : publicExceptions()) {
            if (!sampled.contains(type)) {
                assertSameAfterwards(madeOf(type));
            }
        }
    }

    private static List<Class<?>> publicExceptions() {
        List<Class<?>> types = new ClassFileImporter()
                .importLocations(new FloorsTest.MainClasses().get(SerializedExceptionsTest.class)).stream()
                        .filter(each -> each.isAssignableTo(Throwable.class))
                        .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
                        .<Class<?>>map(each -> each.reflect())
                        .toList();
        assertThat(types).contains(GenAiException.class, GenerationFailedException.class);
        return types;
    }

    private static Throwable madeOf(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return (Throwable) constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
                .map(SerializedExceptionsTest::value)
                .toArray());
    }

    private static Object value(Class<?> type) {
        if (type == String.class) {
            return "words";
        }
        if (type == Where.class) {
            return WHERE;
        }
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : CAUSE;
    }

    private static void assertSameAfterwards(Throwable exception) throws Exception {
        Throwable copy = copyOf(exception);
        assertThat(copy).hasSameClassAs(exception).hasMessage(exception.getMessage());
        if (exception.getCause() != null) {
            assertThat(copy.getCause()).hasToString(exception.getCause().toString());
        }
        for (Method method : exception.getClass().getMethods()) {
            if (method.getDeclaringClass().getName().startsWith("io.camelgenai")
                    && method.getParameterCount() == 0
                    && method.getReturnType() != void.class) {
                assertThat(Objects.equals(method.invoke(copy), method.invoke(exception)))
                        .as("%s", method)
                        .isTrue();
            }
        }
    }

    private static Throwable copyOf(Throwable exception) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(exception);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Throwable) in.readObject();
        }
    }

    /** As text: a JMS endpoint would send a serializable object as such. */
    @Test
    void aGenerationIsNotSerializable() {
        assertThat(Generation.of("llmstats").build()).isNotInstanceOf(Serializable.class);
    }
}
