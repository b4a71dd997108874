package io.camelgenai.simulator.twelvelabs;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.json.ValidationError;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import org.jspecify.annotations.Nullable;

/** The valid body of a create. */
record ResponseRequest(
        String knowledgeStore,
        String model,
        @Nullable String session,
        String prompt,
        boolean stream,
        boolean intermediate,
        @Nullable JsonNode schema) {
    private static final Schema ITEM = Schema.object()
            .required("type", Schema.oneOf("message"))
            .required("role", Schema.oneOf("user"))
            .required("content", Schema.text(1, 10_000));
    private static final Schema SELECTION = Schema.object()
            .required("kind", Schema.oneOf("item", "collection"))
            .required("id", Schema.matching("ksic?_.+", "ksi_... or ksic_..."));
    private static final Schema PLAIN = Schema.object().required("type", Schema.oneOf("text"));
    private static final Schema SCHEMA = Schema.object()
            .required("type", Schema.oneOf("json_schema"))
            .required("name", Schema.text(1, 200))
            .required("schema", Schema.map())
            .optional("description", Schema.text(0, 10_000))
            .optional("strict", Schema.bool());
    /** Accepts model and metadata, which only older pages document, and no other undocumented field. */
    private static final Schema BODY = Schema.object()
            .required("knowledge_store_id", Schema.matching("ks_.+", "ks_..."))
            .required("input", Schema.array(ITEM, 1, 1000))
            .optional("stream", Schema.bool())
            .optional("session_id", Schema.matching("sess_.+", "sess_..."))
            .optional("instructions", Schema.text(0, 2000))
            .optional("include", Schema.array(Schema.oneOf("intermediate_outputs"), 0, 1))
            .optional("selections", Schema.array(SELECTION, 0, 1000))
            .optional("text", Schema.object().required("format", PLAIN.or(SCHEMA)))
            .optional("model", Schema.oneOf("jockey1.0"))
            .optional("metadata", Schema.map());

    private static final Response NOT_JSON = TwelveLabs.ERRORS.error(
            400, "parameter_invalid", "The body must be JSON, and its Content-Type must say so");

    static ResponseRequest read(Request request) {
        JsonNode body = request.json(BODY, NOT_JSON, errors -> invalid(errors.get(0)));
        JsonNode input = body.get("input");
        return new ResponseRequest(
                body.get("knowledge_store_id").textValue(),
                body.path("model").asText("jockey1.0"),
                body.path("session_id").textValue(),
                input.get(input.size() - 1).get("content").textValue(),
                body.path("stream").asBoolean(false),
                !body.path("include").isEmpty(),
                body.at("/text/format").get("schema"));
    }

    PromptMarkers markers() {
        return PromptMarkers.of(prompt);
    }

    private static Response invalid(ValidationError error) {
        String code =
                switch (error.kind()) {
                    case MISSING -> "parameter_not_provided";
                    case UNKNOWN -> "parameter_unknown";
                    case TYPE, VALUE -> "parameter_invalid";
                };
        return TwelveLabs.ERRORS.error(400, code, "The " + error.dotted() + " parameter " + error.message());
    }
}
