package io.camelgenai.simulator.twelvelabs;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.json.Problem;
import io.camelgenai.simulator.json.Shape;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a create, after it was found to be right in every field. */
record ResponseRequest(
        String knowledgeStore,
        String model,
        @Nullable String session,
        String prompt,
        boolean stream,
        boolean intermediate,
        @Nullable JsonNode schema) {
    private static final Shape ITEM = Shape.object()
            .required("type", Shape.oneOf("message"))
            .required("role", Shape.oneOf("user"))
            .required("content", Shape.text(1, 10_000));
    private static final Shape SELECTION = Shape.object()
            .required("kind", Shape.oneOf("item", "collection"))
            .required("id", Shape.form("ksic?_.+", "ksi_... or ksic_..."));
    private static final Shape PLAIN = Shape.object().required("type", Shape.oneOf("text"));
    private static final Shape SCHEMA = Shape.object()
            .required("type", Shape.oneOf("json_schema"))
            .required("name", Shape.text(1, 200))
            .required("schema", Shape.map())
            .optional("description", Shape.text(0, 10_000))
            .optional("strict", Shape.bool());
    /** The name of the model and metadata are documented on older pages only; they are taken, and nothing else is. */
    private static final Shape BODY = Shape.object()
            .required("knowledge_store_id", Shape.form("ks_.+", "ks_..."))
            .required("input", Shape.array(ITEM, 1, 1000))
            .optional("stream", Shape.bool())
            .optional("session_id", Shape.form("sess_.+", "sess_..."))
            .optional("instructions", Shape.text(0, 2000))
            .optional("include", Shape.array(Shape.oneOf("intermediate_outputs"), 0, 1))
            .optional("selections", Shape.array(SELECTION, 0, 1000))
            .optional("text", Shape.object().required("format", PLAIN.or(SCHEMA)))
            .optional("model", Shape.oneOf("jockey1.0"))
            .optional("metadata", Shape.map());

    static ResponseRequest read(Request request) {
        JsonNode body = request.json();
        if (body == null) {
            throw new Rejection(Errors.invalid("The body must be JSON, and its Content-Type must say so"));
        }
        List<Problem> problems = BODY.problems(body);
        if (!problems.isEmpty()) {
            throw new Rejection(Errors.invalid(problems.get(0)));
        }
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

    Directives directives() {
        return Directives.of(prompt);
    }
}
