package io.camelgenai.tracking;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import org.jspecify.annotations.Nullable;

/** The last events of generations, where nobody saw them happen. */
final class Endings {

    private Endings() {}

    /** Events are not stored; the last one is as good as told by the state. */
    static GenerationEvent told(Generation ended) {
        return new GenerationEvent(
                ended.id(), 0, GenerationEventType.announcing(ended.status()), ObservedState.SEEN, null, ended, null);
    }

    /** One look at the provider: the last event, or null where the whole end is not to be seen there. */
    static @Nullable GenerationEvent seen(ProviderClient client, TrackedGeneration tracked) {
        if (client.descriptor().calls().get() == null) {
            return null;
        }
        try {
            Generation now =
                    client.get(tracked.generation(), new Cancellation()).generation();
            return Observations.isWhole(client, now) ? told(now) : null;
        } catch (GenAiException unseen) {
            return null;
        }
    }
}
