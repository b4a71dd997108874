package io.camelgenai.component;

import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.provider.ProviderOperations;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The operations of a producer: the values of the option {@code operation}. */
public enum Operation {
    /** Creates a generation and waits until it is terminal. */
    generate(calls -> true),
    /** Creates a generation and returns as soon as it has an id. */
    create(calls -> true),
    /** Creates a generation and returns its events as they arrive. */
    stream(ProviderOperations::hasStream),
    /** Returns the events of an existing generation. */
    attach(calls -> calls.stream() != null),
    /** Waits until an existing generation is terminal. */
    await(ProviderOperations::isObservableById),
    /** Polls the state of an existing generation once. */
    get(calls -> calls.get() != null),
    /** Cancels an existing generation. */
    cancel(calls -> calls.cancel() != null || calls.hasStream()),
    /** Deletes an existing generation. */
    delete(calls -> calls.delete() != null),
    /** Hands a generation that was created elsewhere to the tracker. */
    track(ProviderOperations::isObservableById),
    /** Fetches one file that a generation produced. */
    download(calls -> true),
    /** Verifies a received webhook, and hands what it reports to the tracker. */
    webhook(calls -> true);

    private final Predicate<ProviderOperations> offered;

    Operation(Predicate<ProviderOperations> offered) {
        this.offered = offered;
    }

    /** Whether it creates a generation; otherwise it is about an existing one, by its id. */
    public boolean creates() {
        return this == generate || this == create || this == stream;
    }

    private boolean isOf(ProviderDescriptor provider) {
        return offered.test(provider.operations())
                && (this != download || provider.generation().hasArtifacts())
                && (this != webhook || provider.webhook() != null);
    }

    /** @throws IllegalArgumentException when the provider does not have this operation; the message lists those it has */
    public void requireOf(ProviderDescriptor provider) {
        if (!isOf(provider)) {
            throw new IllegalArgumentException("Provider " + provider.name() + " has no operation " + this + "; it has "
                    + Arrays.stream(values())
                            .filter(each -> each.isOf(provider))
                            .map(Operation::name)
                            .collect(Collectors.joining(", ")));
        }
    }

    /** @throws IllegalArgumentException when there is no such operation; the message lists all */
    public static Operation of(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("Unknown operation '" + name + "'; known are "
                        + Arrays.stream(values()).map(Operation::name).collect(Collectors.joining(", "))));
    }
}
