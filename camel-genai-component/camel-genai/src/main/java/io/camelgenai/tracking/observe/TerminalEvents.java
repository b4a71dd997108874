package io.camelgenai.tracking.observe;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.tracking.repository.TrackedGeneration;
import org.jspecify.annotations.Nullable;

/** The last events of generations, where nobody saw them happen. */
public final class TerminalEvents {

    private TerminalEvents() {}

    /** Events are not stored; the last one is as good as told by the state. */
    public static GenerationEvent of(Generation ended) {
        return new GenerationEvent(
                ended.id(), 0, GenerationEventType.ofStatus(ended.status()), ObservedState.POLLED, null, ended, null);
    }

    /** One look at the provider: the last event, or null where the whole end is not to be seen there. */
    public static @Nullable GenerationEvent poll(ProviderClient client, TrackedGeneration tracked) {
        if (client.descriptor().calls().get() == null) {
            return null;
        }
        try {
            Generation now =
                    client.get(tracked.generation(), new Cancellation()).generation();
            return Observations.isComplete(client, now) ? of(now) : null;
        } catch (GenAiException unseen) {
            return null;
        }
    }
}
