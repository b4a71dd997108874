package io.camelgenai.simulator.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.provider.ServerSentEvents;
import io.camelgenai.simulator.provider.StreamScript;
import io.camelgenai.simulator.provider.TextStreamScript;

/**
 * The chunks of an answer, each of which is a document with the next part. The last one has the finish reason, or the error
 * where the answer fails; nothing marks the end.
 */
final class ContentChunks {
    private final ContentAnswer answer;
    private final int opening;

    private ContentChunks(ContentAnswer answer) {
        this.answer = answer;
        this.opening = answer.thoughts().size();
    }

    static StreamScript of(ContentAnswer answer) {
        return new ContentChunks(answer).script();
    }

    private StreamScript script() {
        TextStreamScript script = new TextStreamScript(
                answer.text(), (token, number) -> chunk(ContentAnswer.part(token), number - opening + 1));
        answer.thoughts().forEach(thought -> script.openWithFirstToken(number -> chunk(thought, 0)));
        if (answer.fails()) {
            ObjectNode failure = Gemini.failure(answer.request().markers());
            script.close(number -> ServerSentEvents.data(failure));
            return script;
        }
        int tokens = answer.text().size();
        answer.partsAfterText().forEach(part -> script.close(number -> chunk(part, tokens)));
        script.close(
                number -> ServerSentEvents.data(answer.finished(Json.array().add(ContentAnswer.part("")))));
        return script;
    }

    private byte[] chunk(ObjectNode part, int tokens) {
        return ServerSentEvents.data(answer.document(Json.array().add(part), tokens));
    }
}
