package io.camelgenai.generation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Values with every property set, and with texts that must not be logged. */
final class Samples {

    static final String PROMPT = "a heron at dawn";
    static final String TEXT = "The heron waits.";
    static final String REASONING = "It is early.";
    static final String ARGUMENTS = "{\"fish\":1}";
    static final String URL = "https://files.example.org/1.png?signature=s3cr3t";

    private Samples() {}

    static Generation whole() {
        return Generation.of("llmstats")
                .id("gen_1")
                .model("flux-1.1-pro")
                .status(GenerationStatus.COMPLETED)
                .providerStatus("completed")
                .progress(1.0)
                .queuePosition(2)
                .text(TEXT)
                .reasoning(REASONING)
                .toolCalls(List.of(new ToolCall("t1", "feed", ARGUMENTS)))
                .artifacts(List.of(new Artifact(URL, "png")))
                .logs("step 1\nstep 2")
                .usage(new Usage(3L, 5L, new BigDecimal("0.04")))
                .finishReason("stop")
                .error(new GenerationError("partial", "one of two", true))
                .createdAt(Instant.parse("2026-01-02T03:04:05.123456Z"))
                .completedAt(Instant.parse("2026-01-02T03:04:06Z"))
                .raw(JsonNodeFactory.instance.objectNode().put("prompt", PROMPT))
                .build();
    }

    static GenerationEvent event() {
        return new GenerationEvent(
                "gen_1",
                4,
                GenerationEventType.COMPLETED,
                "message_stop",
                TEXT,
                whole(),
                "{\"text\":\"" + TEXT + "\"}");
    }
}
