package io.camelgenai.tracking.deliver;

import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The consumers that are there, started or not. Safe for use by several threads. */
public final class Subscribers {

    private volatile List<Subscriber> all = List.of();

    /**
     * A consumer is there, perhaps in the place of one that stopped. It hears of things from when it is started.
     *
     * @throws IllegalArgumentException when it and another one would both acknowledge the same generation
     */
    public synchronized void add(Subscriber subscriber) {
        List<Subscriber> others =
                without(each -> each.name().equals(subscriber.name()) && each.readiness() == Readiness.STOPPED);
        Subscription wanted = subscriber.subscription();
        boolean acknowledged = wanted.kind() == Kind.TERMINAL
                && others.stream()
                        .map(Subscriber::subscription)
                        .anyMatch(each -> each.kind() == Kind.TERMINAL && each.overlaps(wanted));
        if (acknowledged) {
            throw new IllegalArgumentException("Two consumers would acknowledge the same generation of "
                    + wanted.provider() + " in channel " + wanted.channel()
                    + ". Use one from(\"genai:...\") and a multicast, emit=events for those that only observe, or channels"
                    + " of their own");
        }
        others.add(subscriber);
        all = others;
    }

    /** A consumer is gone for good. */
    public synchronized void remove(Subscriber subscriber) {
        all = without(subscriber::equals);
    }

    private List<Subscriber> without(Predicate<Subscriber> gone) {
        return all.stream().filter(gone.negate()).collect(Collectors.toCollection(ArrayList::new));
    }

    /** Those that want to hear of each event from there, to be asked again for each event. */
    public Supplier<List<Subscriber>> observersOf(Origin origin) {
        return new Observers(origin);
    }

    /** Those that want to hear of this generation. */
    public List<Subscriber> of(TrackedGeneration tracked) {
        return of(tracked.origin());
    }

    /** Those that want to hear of generations from there. */
    public List<Subscriber> of(Origin origin) {
        return all.stream().filter(each -> each.subscription().matches(origin)).toList();
    }

    /** All that are there. */
    public List<Subscriber> all() {
        return List.copyOf(all);
    }

    /** Whether there may be an end that this one acknowledges: not where another one takes them all. */
    boolean mayAcknowledge(Subscriber subscriber) {
        Subscription own = subscriber.subscription();
        return own.kind() == Kind.TERMINAL
                || all.stream()
                        .map(Subscriber::subscription)
                        .noneMatch(each -> each.kind() == Kind.TERMINAL && each.covers(own));
    }

    /** The one among them that wants ends. */
    static Optional<Subscriber> ofEnds(List<Subscriber> listeners) {
        return listeners.stream()
                .filter(each -> each.subscription().kind() == Kind.TERMINAL)
                .findAny();
    }

    /** The first of them, started ones before. */
    static Optional<Subscriber> first(List<Subscriber> listeners) {
        return listeners.stream().min(Comparator.comparing(each -> each.readiness() != Readiness.STARTED));
    }

    /** Remembers who they are while nobody comes or leaves. For one thread. */
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
