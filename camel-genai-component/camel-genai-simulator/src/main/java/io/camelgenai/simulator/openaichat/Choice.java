package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.TimedText;

/** One choice of a completion: a message whose parts are generated over time. Immutable. */
interface Choice {
    /** Returns the parts, each of which is one delta of a stream. */
    TimedText parts();

    /** Returns the whole message. */
    ObjectNode message();

    /** Returns the delta before the first part. */
    ObjectNode opening();

    /** Returns the delta of a part. */
    ObjectNode delta(int part);

    /** Returns why the choice ends if nothing truncates it. */
    String finishReason();

    /** Returns the log probabilities of some parts; null as JSON if there are none. */
    JsonNode logprobs(int from, int to);
}
