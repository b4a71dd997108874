package io.camelgenai.tracking;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.generation.GenAiException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners, one after the other. What one of them throws is logged, and reaches nobody. */
public final class GenerationListeners implements GenerationListener {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationListeners.class);

    private final List<GenerationListener> all = new CopyOnWriteArrayList<>();

    /** This one hears of everything from now on. */
    public void add(GenerationListener listener) {
        all.add(listener);
    }

    private void tell(Consumer<GenerationListener> news) {
        for (GenerationListener each : all) {
            try {
                news.accept(each);
            } catch (RuntimeException e) {
                LOG.warn("{} could not be told", each.getClass().getSimpleName(), e);
            }
        }
    }

    @Override
    public void connected(ConnectionSettings connection) {
        tell(each -> each.connected(connection));
    }

    @Override
    public void answered(ConnectionSettings connection) {
        tell(each -> each.answered(connection));
    }

    @Override
    public void failed(ConnectionSettings connection, GenAiException why) {
        tell(each -> each.failed(connection, why));
    }

    @Override
    public void repeats(ConnectionSettings connection, GenAiException why, Duration wait) {
        tell(each -> each.repeats(connection, why, wait));
    }

    @Override
    public void firstEvent(ConnectionSettings connection, Duration after) {
        tell(each -> each.firstEvent(connection, after));
    }

    @Override
    public void broke(ConnectionSettings connection, GenAiException why) {
        tell(each -> each.broke(connection, why));
    }

    @Override
    public void created(TrackedGeneration created) {
        tell(each -> each.created(created));
    }

    @Override
    public void unknown(TrackedGeneration intent) {
        tell(each -> each.unknown(intent));
    }

    @Override
    public void ended(TrackedGeneration ended, Duration after) {
        tell(each -> each.ended(ended, after));
    }

    @Override
    public void parked(TrackedGeneration parked) {
        tell(each -> each.parked(parked));
    }
}
