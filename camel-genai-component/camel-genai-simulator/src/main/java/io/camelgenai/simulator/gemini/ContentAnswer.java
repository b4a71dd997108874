package io.camelgenai.simulator.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.artifact.ImageFile;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** An answer: optionally a thought, then a text, then optionally the call of a function and a picture. */
final class ContentAnswer extends SimulatedGeneration {
    private static final Set<String> FAILURES = Set.of(
            "SAFETY",
            "RECITATION",
            "LANGUAGE",
            "OTHER",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "MALFORMED_FUNCTION_CALL",
            "UNEXPECTED_TOOL_CALL",
            "IMAGE_SAFETY",
            "NO_IMAGE");
    private static final int SIDE = 64;
    private static final int PICTURE_TOKENS = 1120;
    private static final JsonTemplate DOCUMENT = JsonTemplate.of("""
            {"candidates":[{"content":{"parts":"$parts","role":"model"},"index":0}],"usageMetadata":"$usage",
             "modelVersion":"$model","responseId":"$id"}""");
    private static final JsonTemplate USAGE = JsonTemplate.of("""
            {"promptTokenCount":"$prompt","candidatesTokenCount":"$answer","totalTokenCount":"$total",
             "promptTokensDetails":[{"modality":"TEXT","tokenCount":"$prompt"}]}""");
    private static final JsonTemplate TEXT = JsonTemplate.of("""
            {"text":"$text"}""");
    private static final JsonTemplate THOUGHT = JsonTemplate.of("""
            {"text":"$text","thought":true}""");
    private static final JsonTemplate CALL = JsonTemplate.of("""
            {"functionCall":{"id":"$id","name":"$name","args":{"place":"the sea"}},"thoughtSignature":"EqQBCgIYAhIM"}""");
    private static final JsonTemplate PICTURE = JsonTemplate.of("""
            {"inlineData":{"mimeType":"image/png","data":"$data"}}""");
    private static final List<String> THOUGHTS = List.of("Let me think", " about that.");

    private final ContentRequest request;
    private final TimedText text;

    ContentAnswer(String id, String key, String model, ContentRequest request, TimedText text) {
        super(id, key, model, text.endNanos());
        this.request = request;
        this.text = text;
    }

    /** The provider does not name a status; these names are the simulator's own. */
    @Override
    public String status() {
        return !isTerminal() ? "running" : fails() ? "failed" : "completed";
    }

    ContentRequest request() {
        return request;
    }

    TimedText text() {
        return text;
    }

    /** Returns whether an error takes the place of the rest; a finish reason is none. */
    boolean fails() {
        return text.fails() && !isWithheld();
    }

    private boolean isWithheld() {
        String code = request.markers().failCode();
        return code != null && FAILURES.contains(code);
    }

    private String finishReason() {
        String code = request.markers().failCode();
        if (code != null && isWithheld()) {
            return code;
        }
        return text.isTruncated() || request.markers().incomplete() ? "MAX_TOKENS" : "STOP";
    }

    /** Returns the complete answer. */
    ObjectNode document() {
        ArrayNode parts = Json.array();
        if (request.thinks()) {
            parts.add(THOUGHT.fill("text", String.join("", THOUGHTS)));
        }
        parts.add(part(text.text()));
        partsAfterText().forEach(parts::add);
        return finished(parts);
    }

    /** Returns the parts of the thought, as a stream has them. */
    List<ObjectNode> thoughts() {
        return request.thinks()
                ? THOUGHTS.stream()
                        .map(thought -> THOUGHT.fill("text", thought))
                        .toList()
                : List.of();
    }

    static ObjectNode part(String text) {
        return TEXT.fill("text", text);
    }

    /** Returns what follows the text. */
    List<ObjectNode> partsAfterText() {
        List<ObjectNode> parts = new ArrayList<>();
        String function = request.function();
        if (function != null) {
            parts.add(CALL.fill("id", id().substring(0, 8), "name", function));
        }
        if (request.draws()) {
            byte[] file = new ImageFile(request.markers().subject(), 1, SIDE, SIDE).render();
            parts.add(PICTURE.fill("data", Base64.getEncoder().encodeToString(file)));
        }
        return parts;
    }

    /** Returns the document with the last parts, and why the answer is over. */
    ObjectNode finished(ArrayNode parts) {
        int tokens = text.size() + (request.draws() ? PICTURE_TOKENS : 0);
        ObjectNode document = document(parts, tokens);
        ((ObjectNode) document.at("/candidates/0")).put("finishReason", finishReason());
        return document;
    }

    /** Returns a document with some parts. */
    ObjectNode document(ArrayNode parts, int tokens) {
        int prompt = Tokenizer.count(request.prompt());
        int thoughts = request.thinks() ? THOUGHTS.size() : 0;
        ObjectNode usage = USAGE.fill("prompt", prompt, "answer", tokens, "total", prompt + tokens + thoughts);
        if (thoughts > 0) {
            usage.put("thoughtsTokenCount", thoughts);
        }
        return DOCUMENT.fill("parts", parts, "usage", usage, "model", model(), "id", id());
    }
}
