package io.camelgenai.component.connection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One connection of a component, and the endpoints whose options apply to it. Guarded by {@link Connections}. */
final class SharedConnection {

    private final String name;
    private ConnectionConfiguration configured;
    private List<ConnectionUser> users = List.of();
    private Merged merged;

    /**
     * All options of a connection.
     *
     * @param options those of the component, overridden by those of the endpoints
     * @param inUris the names of those that endpoints set
     */
    record Merged(ConnectionConfiguration options, Set<String> inUris) {

        private boolean isSameAs(Merged other) {
            return String.valueOf(options.getProvider()).equals(String.valueOf(other.options.getProvider()))
                    && ConnectionOption.values(options).equals(ConnectionOption.values(other.options));
        }
    }

    /** @param configured the options of the component */
    SharedConnection(String name, ConnectionConfiguration configured) {
        this.name = name;
        this.configured = configured;
        this.merged = merge(List.of());
    }

    Merged merged() {
        return merged;
    }

    /** Endpoints that have left the context without being stopped count no longer. */
    void forgetLeft() {
        users = users.stream().filter(each -> !each.hasLeft()).toList();
    }

    /** Whether the options of no endpoint apply, or only those of one that has left. */
    boolean isUnused() {
        return users.stream().noneMatch(ConnectionUser::applies);
    }

    void configure(ConnectionConfiguration options) {
        configured = options;
    }

    /**
     * Adds an endpoint, whose options do not apply yet.
     *
     * @throws IllegalArgumentException when it contradicts the provider of the connection, or an endpoint in use
     */
    void add(ConnectionUser user) {
        requireFit(user);
        users = Stream.concat(users.stream(), Stream.of(user)).toList();
    }

    private void requireFit(ConnectionUser user) {
        requireProvider(configured.getProvider(), user);
        users.stream().filter(each -> each != user && each.isInUse()).forEach(each -> requireAgreement(each, user));
    }

    /**
     * Makes the options of an endpoint apply. Another one that contradicts them, and is not in use, is dropped until it is used
     * again.
     *
     * @param validation validates the options; where it throws, nothing has changed
     * @return whether the options have changed
     * @throws IllegalArgumentException when it contradicts the provider of the connection, or an endpoint in use
     */
    boolean use(ConnectionUser user, Consumer<Merged> validation) {
        requireFit(user);
        List<ConnectionUser> together = new ArrayList<>(users);
        together.removeIf(each -> each == user || !agree(each, user));
        together.add(user);
        Merged candidate = merge(
                together.stream().filter(each -> each == user || each.applies()).toList());
        boolean changed = !candidate.isSameAs(merged);
        if (changed) {
            validation.accept(candidate);
        }
        users = List.copyOf(together);
        merged = candidate;
        user.starts();
        return changed;
    }

    /**
     * Removes an endpoint that has left the context. What the last one has set stays until another endpoint is used: its
     * generations may still be tracked.
     *
     * @return whether the options have changed
     */
    boolean remove(ConnectionUser user) {
        user.leaves();
        users = users.stream().filter(each -> each != user).toList();
        forgetLeft();
        if (isUnused()) {
            return false;
        }
        Merged remaining = merge(users.stream().filter(ConnectionUser::applies).toList());
        boolean changed = !remaining.isSameAs(merged);
        merged = remaining;
        return changed;
    }

    private Merged merge(List<ConnectionUser> endpoints) {
        ConnectionConfiguration options = copy(configured);
        Set<String> inUris = new HashSet<>();
        for (ConnectionUser each : endpoints) {
            options.setProvider(each.provider());
            each.values().forEach((option, value) -> ConnectionOption.set(options, option, value));
            inUris.addAll(each.values().keySet());
        }
        return new Merged(options, inUris);
    }

    static ConnectionConfiguration copy(ConnectionConfiguration original) {
        ConnectionConfiguration copy = new ConnectionConfiguration();
        copy.setProvider(original.getProvider());
        ConnectionOption.values(original).forEach((option, value) -> ConnectionOption.set(copy, option, value));
        original.bindingErrors().forEach(copy::addBindingError);
        return copy;
    }

    private static boolean agree(ConnectionUser one, ConnectionUser other) {
        Map<String, Object> values = other.values();
        return one.provider().equals(other.provider())
                && one.values().entrySet().stream()
                        .allMatch(each -> each.getValue().equals(values.getOrDefault(each.getKey(), each.getValue())));
    }

    private void requireAgreement(ConnectionUser one, ConnectionUser other) {
        requireProvider(one.provider(), other);
        Map<String, Object> values = other.values();
        one.values().forEach((option, value) -> {
            if (!value.equals(values.getOrDefault(option, value))) {
                throw new IllegalArgumentException("Two endpoints set the option " + option + " of connection " + name
                        + " to different values. Give one of them a connection of its own with the option connection");
            }
        });
    }

    private void requireProvider(@Nullable String provider, ConnectionUser user) {
        if (provider != null && !provider.equals(user.provider())) {
            throw new IllegalArgumentException("Connection " + name + " leads to provider " + provider + ", not to "
                    + user.provider() + ". Name another connection");
        }
    }
}
