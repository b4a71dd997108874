package io.camelgenai.component.monitoring;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EventNotifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Camel's event notifiers. What one of them throws is logged, as Camel does. */
public final class EventNotifications implements GenerationListener {

    private static final Logger LOG = LoggerFactory.getLogger(EventNotifications.class);

    private final CamelContext context;

    public EventNotifications(CamelContext context) {
        this.context = context;
    }

    private void send(Supplier<GenAiEvent> news) {
        List<EventNotifier> notifiers = context.getManagementStrategy().getStartedEventNotifiers();
        if (notifiers.isEmpty()) {
            return;
        }
        GenAiEvent event = news.get();
        event.setTimestamp(System.currentTimeMillis());
        notifiers.forEach(each -> send(event, each));
    }

    private static void send(GenAiEvent event, EventNotifier notifier) {
        try {
            if (!notifier.isDisabled() && notifier.isEnabled(event)) {
                notifier.notify(event);
            }
        } catch (Exception e) {
            LOG.warn("{} could not be notified of {}", notifier.getClass().getSimpleName(), event, e);
        }
    }

    @Override
    public void created(TrackedGeneration created) {
        send(() -> new GenerationCreatedEvent(context, created));
    }

    @Override
    public void terminal(TrackedGeneration ended, Duration after) {
        send(() -> new GenerationTerminalEvent(context, ended, after));
    }

    @Override
    public void retrying(ConnectionSettings connection, GenAiException why, Duration wait) {
        send(() -> new GenerationRetriedEvent(context, connection, why, wait));
    }
}
