package io.camelgenai.component.operation;

import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.provider.ProviderOperations;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a producer can be told to do. */
public enum Operation {
    /** Creates, then waits for the end. */
    generate(calls -> true),
    /** Creates, and returns as soon as there is an id. */
    create(calls -> true),
    /** Creates, and gives the events as they arrive. */
    stream(ProviderOperations::streams),
    /** Gives the events of a generation that exists. */
    attach(calls -> calls.stream() != null),
    /** Waits for the end of a generation that exists. */
    await(ProviderOperations::observesById),
    /** Asks for the present state once. */
    get(calls -> calls.get() != null),
    /** Cancels. */
    cancel(calls -> calls.cancel() != null || calls.streams()),
    /** Deletes. */
    delete(calls -> calls.delete() != null),
    /** Hands a generation that was created elsewhere to the tracker. */
    track(ProviderOperations::observesById);

    private final Predicate<ProviderOperations> offered;

    Operation(Predicate<ProviderOperations> offered) {
        this.offered = offered;
    }

    /** @throws IllegalArgumentException when the provider does not have this operation; the message lists those it has */
    public void requireOf(ProviderDescriptor provider) {
        if (!offered.test(provider.calls())) {
            throw new IllegalArgumentException("Provider " + provider.name() + " has no operation " + this + "; it has "
                    + Arrays.stream(values())
                            .filter(each -> each.offered.test(provider.calls()))
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
