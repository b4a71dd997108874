package io.camelgenai.tracking.observe;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.EventStream;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.provider.ProviderOperations.Attach;
import io.camelgenai.provider.ProviderOperations.Replay;
import org.jspecify.annotations.Nullable;

/**
 * Opens the stream of one generation: at first from its begin, and after a break after the last event that was seen where
 * the provider has a cursor, otherwise from the begin where it replays. For one thread.
 */
final class StreamReconnector {

    private final ProviderClient client;
    private final @Nullable Attach call;
    private final ReplayCursor position;
    private boolean opened;
    private boolean resuming;
    private boolean refused;

    StreamReconnector(ProviderClient client) {
        this.client = client;
        this.call = client.descriptor().calls().stream();
        this.position = new ReplayCursor(
                call == null || call.resume() == null ? null : call.resume().after());
    }

    /** Where in the stream we are. */
    ReplayCursor position() {
        return position;
    }

    /** It was opened by the call that created the generation. */
    void openedByCreate() {
        opened = true;
    }

    /** @throws GenAiException when it does not open */
    EventStream open(String id, Cancellation cancellation) {
        String cursor = refused ? null : position.cursor();
        resuming = cursor != null;
        EventStream open = cursor == null ? client.attach(id, cancellation) : client.resume(id, cursor, cancellation);
        opened = true;
        if (resuming) {
            position.resume();
        } else {
            position.rewind();
        }
        resuming = false;
        return open;
    }

    /** What the last try, or the last stream, ended with. */
    void failed(GenAiException cause) {
        refused |= resuming && cause.getFailureKind().refusesCursor();
    }

    /** Whether a stream that is opened now misses nothing. */
    boolean canOpen() {
        boolean goesOn = !refused && position.cursor() != null;
        return call != null && (goesOn || !opened || call.replay() == Replay.ALL);
    }
}
