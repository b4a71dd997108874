package io.camelgenai.simulator.openairesponses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.TimedText;
import java.util.List;

/** What a model generates over time, part by part: each part is one event of a stream. Immutable. */
interface Output {
    /** Returns the parts. */
    TimedText parts();

    /** Returns the items as the whole response has them. */
    ArrayNode items();

    /** Returns the events before the first part. */
    List<ObjectNode> opening();

    /** Returns the event of a part. */
    ObjectNode event(int part);

    /** Returns the events after the last part. */
    List<ObjectNode> closing();
}
