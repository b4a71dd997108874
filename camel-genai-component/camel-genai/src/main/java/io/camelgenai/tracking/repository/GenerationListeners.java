package io.camelgenai.tracking.repository;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.generation.GenAiException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies several listeners, one after the other. An exception of one of them is logged, and reaches nobody else. */
public final class GenerationListeners implements GenerationListener {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationListeners.class);

    private final List<GenerationListener> all = new CopyOnWriteArrayList<>();

    /** Notifies this listener from now on. */
    public void add(GenerationListener listener) {
        all.add(listener);
    }

    private void notifyAll(Consumer<GenerationListener> notification) {
        for (GenerationListener each : all) {
            try {
                notification.accept(each);
            } catch (RuntimeException e) {
                LOG.warn("{} could not be notified", each.getClass().getSimpleName(), e);
            }
        }
    }

    @Override
    public void connected(ConnectionSettings connection) {
        notifyAll(each -> each.connected(connection));
    }

    @Override
    public void succeeded(ConnectionSettings connection) {
        notifyAll(each -> each.succeeded(connection));
    }

    @Override
    public void failed(ConnectionSettings connection, GenAiException why) {
        notifyAll(each -> each.failed(connection, why));
    }

    @Override
    public void retrying(ConnectionSettings connection, GenAiException why, Duration wait) {
        notifyAll(each -> each.retrying(connection, why, wait));
    }

    @Override
    public void webhook(ConnectionSettings connection, String outcome) {
        notifyAll(each -> each.webhook(connection, outcome));
    }

    @Override
    public void firstEvent(ConnectionSettings connection, Duration after) {
        notifyAll(each -> each.firstEvent(connection, after));
    }

    @Override
    public void streamInterrupted(ConnectionSettings connection, GenAiException why) {
        notifyAll(each -> each.streamInterrupted(connection, why));
    }

    @Override
    public void created(TrackedGeneration created) {
        notifyAll(each -> each.created(created));
    }

    @Override
    public void createFailed(TrackedGeneration intent, Throwable why, Duration after) {
        notifyAll(each -> each.createFailed(intent, why, after));
    }

    @Override
    public void outcomeUnknown(TrackedGeneration intent) {
        notifyAll(each -> each.outcomeUnknown(intent));
    }

    @Override
    public void terminal(TrackedGeneration terminal, Duration after) {
        notifyAll(each -> each.terminal(terminal, after));
    }

    @Override
    public void parked(TrackedGeneration parked) {
        notifyAll(each -> each.parked(parked));
    }
}
