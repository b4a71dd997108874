package io.camelgenai.simulator.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.json.ValidationError;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * The valid body of a create. Names and types are those of the vendor's SDKs; the words of the errors are from memory.
 *
 * @param body the document
 * @param prompt the text of the last content of the user
 */
record ContentRequest(JsonNode body, String prompt) {
    private static final int TEXT_LIMIT = 32_000_000;
    private static final Schema TEXT = Schema.text(0, TEXT_LIMIT);
    private static final Schema NAME = Schema.text(1, 200);
    private static final Schema FILE_NAME =
            Schema.object().required("mimeType", NAME).required("fileUri", TEXT);
    private static final Schema BYTES =
            Schema.object().required("mimeType", NAME).required("data", Schema.text(1, TEXT_LIMIT));
    private static final Schema PART = Schema.object()
            .optional("text", TEXT)
            .optional("thought", Schema.bool())
            .optional("thoughtSignature", TEXT)
            .optional("inlineData", BYTES)
            .optional("fileData", FILE_NAME)
            .optional("functionCall", Schema.map())
            .optional("functionResponse", Schema.map())
            .optional("executableCode", Schema.map())
            .optional("codeExecutionResult", Schema.map())
            .optional("videoMetadata", Schema.map())
            .optional("mediaResolution", Schema.map());
    private static final Schema PARTS = Schema.array(PART, 1, 10_000);
    private static final Schema CONTENT = Schema.object()
            .optional("role", Schema.oneOf("user", "model", "function"))
            .required("parts", PARTS);
    private static final Schema THINKING = Schema.object()
            .optional("includeThoughts", Schema.bool())
            .optional("thinkingBudget", Schema.integer(-1, 100_000))
            .optional("thinkingLevel", Schema.matching("(?i)minimal|low|medium|high", "a level of thinking"));
    private static final Schema CONFIG = Schema.object()
            .optional("temperature", Schema.number(0, 2))
            .optional("topP", Schema.number(0, 1))
            .optional("topK", Schema.number(1, 1_000_000))
            .optional("candidateCount", Schema.integer(1, 8))
            .optional("maxOutputTokens", Schema.integer(1, Integer.MAX_VALUE))
            .optional("stopSequences", Schema.array(TEXT, 0, 5))
            .optional("seed", Schema.integer(Integer.MIN_VALUE, Integer.MAX_VALUE))
            .optional("presencePenalty", Schema.number(-2, 2))
            .optional("frequencyPenalty", Schema.number(-2, 2))
            .optional("responseMimeType", NAME)
            .optional("responseSchema", Schema.map())
            .optional("responseJsonSchema", Schema.map())
            .optional("responseModalities", Schema.array(Schema.oneOf("TEXT", "IMAGE", "AUDIO"), 0, 3))
            .optional("responseLogprobs", Schema.bool())
            .optional("logprobs", Schema.integer(0, 20))
            .optional("mediaResolution", NAME)
            .optional("speechConfig", Schema.map())
            .optional("thinkingConfig", THINKING)
            .optional(
                    "imageConfig", Schema.object().optional("aspectRatio", NAME).optional("imageSize", NAME));
    private static final Schema BODY = Schema.object()
            .required("contents", Schema.array(CONTENT, 1, 100_000))
            .optional(
                    "systemInstruction", Schema.object().optional("role", NAME).required("parts", PARTS))
            .optional("generationConfig", CONFIG)
            .optional("safetySettings", Schema.array(Schema.map(), 0, 100))
            .optional("tools", Schema.array(Schema.map(), 0, 1000))
            .optional("toolConfig", Schema.map())
            .optional("cachedContent", TEXT);

    private static final String CONFIG_MIME_TYPE = "/generationConfig/responseMimeType";
    private static final Response NOT_JSON =
            Gemini.invalid("Invalid JSON payload received. Its Content-Type must be application/json");

    static ContentRequest read(Request request) {
        JsonNode body = request.json(BODY, NOT_JSON, errors -> Gemini.invalid(message(errors.get(0))));
        ContentRequest content = new ContentRequest(body, prompt(body.get("contents")));
        if (content.schema() != null && !body.at(CONFIG_MIME_TYPE).asText().equals("application/json")) {
            throw new ErrorResponseException(
                    Gemini.invalid("A response schema is only supported with the response MIME type application/json"));
        }
        return content;
    }

    /** Returns the JSON schema of the answer; null for prose. */
    @Nullable
    JsonNode schema() {
        return body.path("generationConfig").get("responseJsonSchema");
    }

    int maxTokens() {
        return body.at("/generationConfig/maxOutputTokens").asInt(Integer.MAX_VALUE);
    }

    boolean thinks() {
        return body.at("/generationConfig/thinkingConfig/includeThoughts").asBoolean();
    }

    /** Returns whether the answer has a picture. */
    boolean draws() {
        for (JsonNode modality : body.at("/generationConfig/responseModalities")) {
            if (modality.textValue().equals("IMAGE")) {
                return true;
            }
        }
        return false;
    }

    /** Returns the name of the function that the model calls if the prompt asks for it; null if the request has none. */
    @Nullable
    String function() {
        return markers().tool()
                ? body.at("/tools/0/functionDeclarations/0/name").textValue()
                : null;
    }

    PromptMarkers markers() {
        return PromptMarkers.of(prompt);
    }

    private static String prompt(JsonNode contents) {
        String prompt = "";
        for (JsonNode content : contents) {
            if (content.path("role").asText("user").equals("user")) {
                prompt = text(content.get("parts"));
            }
        }
        return prompt;
    }

    private static String text(JsonNode parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    private static String message(ValidationError error) {
        return switch (error.kind()) {
            case UNKNOWN ->
                "Invalid JSON payload received. Unknown name \"" + error.dotted() + "\": Cannot find field.";
            case MISSING -> "* " + error.dotted() + ": is not specified";
            case TYPE, VALUE -> "Invalid value at '" + error.dotted() + "': " + error.message();
        };
    }
}
