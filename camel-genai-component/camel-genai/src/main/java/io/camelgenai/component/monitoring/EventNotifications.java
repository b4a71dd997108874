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

/** Notifies Camel's event notifiers. An exception of a notifier is logged, as Camel does. */
public final class EventNotifications implements GenerationListener {

    private static final Logger LOG = LoggerFactory.getLogger(EventNotifications.class);

    private final CamelContext context;

    public EventNotifications(CamelContext context) {
        this.context = context;
    }

    private void send(Supplier<GenAiEvent> supplier) {
        List<EventNotifier> notifiers = context.getManagementStrategy().getStartedEventNotifiers();
        if (notifiers.isEmpty()) {
            return;
        }
        GenAiEvent event = supplier.get();
        event.setTimestamp(System.currentTimeMillis());
        notifiers.forEach(notifier -> send(event, notifier));
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
    public void terminal(TrackedGeneration terminal, Duration after) {
        send(() -> new GenerationTerminalEvent(context, terminal, after));
    }

    @Override
    public void retrying(ConnectionSettings connection, GenAiException cause, Duration wait) {
        send(() -> new GenerationRetriedEvent(context, connection, cause, wait));
    }
}
