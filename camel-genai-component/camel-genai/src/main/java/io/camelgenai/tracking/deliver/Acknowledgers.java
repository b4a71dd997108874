package io.camelgenai.tracking.deliver;

import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Chooses the consumer that acknowledges a terminal generation: the terminal consumer, on whatever node it is; where there is
 * none, one of the observers. Safe for use by several threads; its methods may wait for storage.
 *
 * @param trackFor how long a terminal consumer counts as present after it registered
 */
record Acknowledgers(Subscribers subscribers, GenerationRepository repository, Duration trackFor) {

    /** The consumer here that acknowledges this generation; empty when there is none, or it is on another node. */
    Optional<Subscriber> of(TrackedGeneration tracked) {
        List<Subscriber> receivers = subscribers.of(tracked);
        Optional<Subscriber> terminal = receivers.stream()
                .filter(each -> each.subscription().kind() == Kind.TERMINAL)
                .findAny();
        return terminal.isPresent() || isRegistered(each -> each.matches(tracked))
                ? terminal
                : receivers.stream().min(Comparator.comparing(each -> each.readiness() != Readiness.STARTED));
    }

    /** Whether there may be a generation that this consumer acknowledges. */
    boolean mayAcknowledge(Subscriber subscriber) {
        Subscription own = subscriber.subscription();
        return own.kind() == Kind.TERMINAL || (!isCoveredHere(own) && !isRegistered(each -> each.covers(own)));
    }

    private boolean isCoveredHere(Subscription observer) {
        return subscribers.all().stream()
                .map(Subscriber::subscription)
                .anyMatch(each -> each.kind() == Kind.TERMINAL && each.covers(observer));
    }

    private boolean isRegistered(Predicate<Subscription> condition) {
        return repository.membership().registeredConsumers(trackFor).stream().anyMatch(condition);
    }
}
