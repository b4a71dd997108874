package io.camelgenai.tracking.repository;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Messages in memory: a limited number, of which none is dropped before its time. */
final class MemoryWebhooks implements WebhookStore {

    /** More than a thousand a second, for as long as they are remembered. */
    private static final int MAX_MESSAGES = 1_000_000;

    private final Clock clock;

    /** When each message may be forgotten, in milliseconds since 1970, in the order of arrival. */
    private final Map<String, Long> messages = new LinkedHashMap<>();

    MemoryWebhooks(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean receive(String message, Duration kept) {
        synchronized (messages) {
            long now = clock.millis();
            dropOlderThan(now);
            if (messages.containsKey(message)) {
                return false;
            }
            if (messages.size() >= MAX_MESSAGES) {
                throw new IllegalStateException("Too many webhooks: " + MAX_MESSAGES + " messages are remembered, for "
                        + kept.toMinutes() + " minutes each. Use a JdbcGenerationRepository");
            }
            messages.put(message, now + kept.toMillis());
            return true;
        }
    }

    private void dropOlderThan(long now) {
        Iterator<Long> expiries = messages.values().iterator();
        while (expiries.hasNext() && expiries.next() < now) {
            expiries.remove();
        }
    }

    @Override
    public void forget(String message) {
        synchronized (messages) {
            messages.remove(message);
        }
    }
}
