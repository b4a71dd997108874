package io.camelgenai.tracking.repository;

import static io.camelgenai.tracking.repository.RepositoryContract.HERE;
import static io.camelgenai.tracking.repository.RepositoryContract.completed;
import static io.camelgenai.tracking.repository.RepositoryContract.intent;
import static io.camelgenai.tracking.repository.RepositoryContract.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Generations in any order of events: answers, losses, crashes, reclaims, and nodes that do not know that their lease expired.
 * No order is paid for twice, every terminal generation is acknowledged once, and every unknown outcome is visible.
 */
class GenerationLifecycleModelTest {

    private static final int KEYS = 3;

    /** @param argument chooses the generation of the step */
    record Step(int action, int argument) {}

    @Property(tries = 150)
    void noGenerationIsLostOrPaidForTwice(@ForAll @Size(max = 60) List<@IntRange(max = 12_999) Integer> randoms) {
        try (World world = new World()) {
            randoms.forEach(each -> world.step(new Step(each % 13, each / 13)));
            world.completeAll();
        }
    }

    /** A create whose sender does not know the outcome yet. */
    private record Sending(GenerationRepository by, TrackedGeneration intent, boolean sent) {}

    /** A generation that a node believes it has claimed. */
    private record Claimed(GenerationRepository by, TrackedGeneration tracked) {}

    private static final class World implements AutoCloseable {

        private final DataSource database =
                JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        private final List<GenerationRepository> nodes = new ArrayList<>();
        private final List<Sending> sending = new ArrayList<>();
        private final List<Claimed> tracked = new ArrayList<>();
        private final List<Claimed> toDeliver = new ArrayList<>();
        private final List<Claimed> inRoute = new ArrayList<>();
        private final Map<String, Integer> paid = new HashMap<>();
        private final Map<String, Integer> acknowledged = new HashMap<>();

        World() {
            start();
        }

        private GenerationRepository node() {
            return nodes.get(nodes.size() - 1);
        }

        /** On H2 a node that starts reclaims from all others; they continue as if nothing had happened. */
        private void start() {
            JdbcGenerationRepository next = new JdbcGenerationRepository(database);
            next.setConnections(1);
            next.membership().join();
            nodes.add(next);
        }

        void step(Step step) {
            switch (step.action()) {
                case 0, 1 -> order("k" + step.argument() % KEYS);
                case 2 -> send(step.argument());
                case 3 -> answer(step.argument());
                case 4 -> reject(step.argument());
                case 5 -> lose(step.argument());
                case 6 -> start();
                case 7 -> claim(node().tracking().claim(HERE, 1), tracked);
                case 8 -> complete(step.argument());
                case 9 -> claim(node().deliveries().claim(HERE, 1), toDeliver);
                case 10 -> deliver(step.argument());
                case 11 -> acknowledge(step.argument());
                default -> fail(step.argument());
            }
            paid.forEach(
                    (key, times) -> assertThat(times).as("paid for %s", key).isLessThanOrEqualTo(1));
        }

        private void order(String key) {
            TrackedGeneration requested = intent(key);
            TrackedGeneration stored = node().creates().begin(requested);
            if (stored.key().equals(requested.key())) {
                sending.add(new Sending(node(), stored, false));
            }
        }

        private static String keyOf(TrackedGeneration tracked) {
            return tracked.idempotency().key();
        }

        private void send(int choice) {
            removed(sending, choice).ifPresent(each -> {
                if (!each.sent()) {
                    paid.merge(keyOf(each.intent()), 1, Integer::sum);
                }
                sending.add(new Sending(each.by(), each.intent(), true));
            });
        }

        private void answer(int choice) {
            removed(sending, choice).ifPresent(each -> {
                if (each.sent()) {
                    tracked.add(new Claimed(
                            each.by(),
                            each.by().creates().accepted(each.intent(), running(idOf(keyOf(each.intent()))))));
                } else {
                    sending.add(each);
                }
            });
        }

        private static String idOf(String key) {
            return "gen-" + key;
        }

        private void reject(int choice) {
            removed(sending, choice).ifPresent(each -> {
                if (each.sent()) {
                    sending.add(each);
                } else {
                    each.by().creates().rejected(each.intent().key());
                }
            });
        }

        private void lose(int choice) {
            removed(sending, choice)
                    .ifPresent(each -> each.by().creates().unknown(each.intent().key(), "lost"));
        }

        private void claim(List<TrackedGeneration> claimed, List<Claimed> into) {
            claimed.forEach(each -> into.add(new Claimed(node(), each)));
        }

        private void complete(int choice) {
            removed(tracked, choice).ifPresent(each -> each.by()
                    .tracking()
                    .terminal(each.tracked(), completed(each.tracked().id()), choice % 2 == 0)
                    .filter(terminal -> choice % 2 == 0)
                    .ifPresent(terminal -> toDeliver.add(new Claimed(each.by(), terminal))));
        }

        private void deliver(int choice) {
            removed(toDeliver, choice).ifPresent(each -> each.by()
                    .deliveries()
                    .delivering(each.tracked())
                    .ifPresent(delivering -> inRoute.add(new Claimed(each.by(), delivering))));
        }

        private void acknowledge(int choice) {
            removed(inRoute, choice).ifPresent(each -> {
                if (each.by().deliveries().acknowledge(each.tracked())) {
                    acknowledged.merge(keyOf(each.tracked()), 1, Integer::sum);
                }
            });
        }

        private void fail(int choice) {
            removed(inRoute, choice).ifPresent(each -> {
                if (choice % 3 == 0) {
                    each.by().deliveries().park(each.tracked());
                } else {
                    each.by().deliveries().scheduleRedelivery(each.tracked(), Duration.ZERO);
                }
            });
        }

        private static <T> Optional<T> removed(List<T> from, int choice) {
            return from.isEmpty() ? Optional.empty() : Optional.of(from.remove(choice % from.size()));
        }

        /** All crash, one starts, an operator resolves the unknown outcomes, and everything is delivered. */
        void completeAll() {
            start();
            for (TrackedGeneration each : node().records().list(State.UNKNOWN, "", 100)) {
                if (paid.containsKey(keyOf(each))) {
                    node().creates().resolve(each.key(), running(idOf(keyOf(each))));
                } else {
                    node().creates().discard(each.key());
                }
            }
            node().records().list(State.PARKED, "", 100).forEach(each -> node().deliveries()
                    .redeliver(each.key()));
            for (TrackedGeneration each : node().tracking().claim(HERE, 100)) {
                node().tracking().terminal(each, completed(each.id()), false);
            }
            for (TrackedGeneration each : node().deliveries().claim(HERE, 100)) {
                inRoute.clear();
                inRoute.add(
                        new Claimed(node(), node().deliveries().delivering(each).orElseThrow()));
                acknowledge(0);
            }
            assertThat(acknowledged.keySet())
                    .as("every completion that was paid for")
                    .isEqualTo(paid.keySet());
            assertThat(acknowledged.values()).as("is acknowledged once").allMatch(times -> times == 1);
            for (State open : List.of(State.INTENT, State.ACCEPTED, State.TERMINAL, State.UNKNOWN, State.PARKED)) {
                assertThat(node().records().list(open, "", 100))
                        .as("left %s", open)
                        .isEmpty();
            }
        }

        @Override
        public void close() {
            nodes.forEach(each -> each.membership().leave());
        }
    }
}
