package io.camelgenai.tracking.deliver;

import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The consumers of this node, started or not. Safe for use by several threads. */
public final class Subscribers {

    private volatile List<Subscriber> all = List.of();

    /**
     * Adds a consumer, perhaps in place of one that stopped. It receives nothing before it is started.
     *
     * @throws IllegalArgumentException when another terminal consumer could receive the same generation
     */
    public synchronized void add(Subscriber subscriber) {
        List<Subscriber> others =
                without(each -> each.name().equals(subscriber.name()) && each.readiness() == Readiness.STOPPED);
        Subscription added = subscriber.subscription();
        boolean overlaps = added.kind() == Kind.TERMINAL
                && others.stream()
                        .map(Subscriber::subscription)
                        .anyMatch(each -> each.kind() == Kind.TERMINAL && each.overlaps(added));
        if (overlaps) {
            throw new IllegalArgumentException("Two consumers would acknowledge the same generation of "
                    + added.flow().provider() + " in channel " + added.flow().channel()
                    + ". Use one from(\"genai:...\") and a multicast, emit=events for those that only observe, or channels"
                    + " of their own");
        }
        others.add(subscriber);
        all = others;
    }

    /** Removes a consumer for good. */
    public synchronized void remove(Subscriber subscriber) {
        all = without(subscriber::equals);
    }

    private List<Subscriber> without(Predicate<Subscriber> removed) {
        return all.stream().filter(removed.negate()).collect(Collectors.toCollection(ArrayList::new));
    }

    public List<Subscriber> all() {
        return List.copyOf(all);
    }

    /** The consumers that receive this generation. */
    public List<Subscriber> of(TrackedGeneration tracked) {
        return of(tracked.origin());
    }

    /** The consumers that receive generations of this origin. */
    public List<Subscriber> of(Origin origin) {
        List<Subscriber> now = all;
        return now.isEmpty()
                ? now
                : now.stream()
                        .filter(each -> each.subscription().matches(origin))
                        .toList();
    }

    /** The consumers that receive each event of this origin; to be asked again for each event, by one thread. */
    public Supplier<List<Subscriber>> observersOf(Origin origin) {
        return new Observers(origin);
    }

    /** Remembers the observers until a consumer is added or removed. For use by one thread. */
    private final class Observers implements Supplier<List<Subscriber>> {

        private final Origin origin;
        private @Nullable List<Subscriber> asOf;
        private List<Subscriber> observers = List.of();

        private Observers(Origin origin) {
            this.origin = origin;
        }

        @Override
        public List<Subscriber> get() {
            List<Subscriber> now = all;
            if (asOf != now) {
                asOf = now;
                observers = now.stream()
                        .filter(each -> each.subscription().kind() == Kind.EVENTS
                                && each.subscription().matches(origin))
                        .toList();
            }
            return observers;
        }
    }
}
