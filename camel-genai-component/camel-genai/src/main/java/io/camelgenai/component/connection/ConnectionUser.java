package io.camelgenai.component.connection;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint, as its connection sees it. Its options apply from the first start of a producer or consumer until it leaves the
 * context. It counts as one in use before that, too, but not while all that it has started is stopped. Its state is guarded by
 * {@link Connections}.
 */
public final class ConnectionUser {

    private final ConnectionConfiguration options;
    private final BooleanSupplier inContext;
    private @Nullable Map<String, Object> values;
    private boolean wasInContext;
    private boolean isNew = true;
    private boolean applies;
    private int started;

    /**
     * @param options the options of the endpoint
     * @param inContext whether the endpoint is registered in its context; one that serves a single exchange never is
     */
    public ConnectionUser(ConnectionConfiguration options, BooleanSupplier inContext) {
        this.options = options;
        this.inContext = inContext;
    }

    String provider() {
        return String.valueOf(options.getProvider());
    }

    /** The options of the connection that the endpoint sets. */
    Map<String, Object> values() {
        Map<String, Object> set = values == null ? ConnectionOption.values(options) : values;
        values = set;
        return set;
    }

    void starts() {
        isNew = false;
        applies = true;
        started++;
        wasInContext |= inContext.getAsBoolean();
    }

    void stops() {
        started = Math.max(0, started - 1);
    }

    /** What it has started failed: it counts again when it is used again. */
    void isRefused() {
        isNew = false;
    }

    void leaves() {
        applies = false;
    }

    boolean applies() {
        return applies;
    }

    /** Whether no other endpoint may contradict it. */
    boolean isInUse() {
        return started > 0 || (isNew && inContext.getAsBoolean());
    }

    /** Camel forgets its endpoints when it loads routes again, and does not stop those that it created for messages. */
    boolean hasLeft() {
        boolean isInContext = inContext.getAsBoolean();
        boolean left = wasInContext && !isInContext;
        wasInContext |= isInContext;
        return left;
    }
}
