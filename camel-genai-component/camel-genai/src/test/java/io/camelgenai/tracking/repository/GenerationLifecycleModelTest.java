package io.camelgenai.tracking.repository;

import static io.camelgenai.tracking.repository.RepositoryContract.HERE;
import static io.camelgenai.tracking.repository.RepositoryContract.done;
import static io.camelgenai.tracking.repository.RepositoryContract.intent;
import static io.camelgenai.tracking.repository.RepositoryContract.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.tracking.repository.GenerationRepository.Claim;
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
 * The life of generations in any order of events: answers, losses, crashes, take-overs, and nodes that do not know that they
 * were taken for dead. No order is paid for twice, every end is acknowledged, once, and what nobody knows is visible.
 */
class GenerationLifecycleModelTest {

    private static final int KEYS = 3;

    /** @param argument chooses what it is done to */
    record Step(int action, int argument) {}

    @Property(tries = 150)
    void nothingIsLostAndNothingIsPaidForTwice(@ForAll @Size(max = 60) List<@IntRange(max = 12_999) Integer> randoms) {
        try (World world = new World()) {
            randoms.forEach(each -> world.step(new Step(each % 13, each / 13)));
            world.bringToAnEnd();
        }
    }

    /** A create whose sender does not know yet what became of it. */
    private record Sending(GenerationRepository by, TrackedGeneration intent, boolean sent) {}

    /** Something that a node believes it holds. */
    private record Held(GenerationRepository by, TrackedGeneration tracked) {}

    private static final class World implements AutoCloseable {

        private final DataSource database =
                JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        private final List<GenerationRepository> nodes = new ArrayList<>();
        private final List<Sending> sending = new ArrayList<>();
        private final List<Held> watched = new ArrayList<>();
        private final List<Held> toDeliver = new ArrayList<>();
        private final List<Held> inRoute = new ArrayList<>();
        private final Map<String, Integer> paid = new HashMap<>();
        private final Map<String, Integer> acknowledged = new HashMap<>();

        World() {
            start();
        }

        private GenerationRepository node() {
            return nodes.get(nodes.size() - 1);
        }

        /** On H2 whoever starts takes all others for dead; they go on as if nothing had happened. */
        private void start() {
            JdbcGenerationRepository next = new JdbcGenerationRepository(database);
            next.setConnections(1);
            next.join();
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
                case 7 -> claim(Claim.TRACKING, watched);
                case 8 -> end(step.argument());
                case 9 -> claim(Claim.DELIVERY, toDeliver);
                case 10 -> deliver(step.argument());
                case 11 -> acknowledge(step.argument());
                default -> fail(step.argument());
            }
            paid.forEach(
                    (key, times) -> assertThat(times).as("paid for %s", key).isLessThanOrEqualTo(1));
        }

        private void order(String key) {
            TrackedGeneration asked = intent(key);
            TrackedGeneration standing = node().begin(asked);
            if (standing.key().equals(asked.key())) {
                sending.add(new Sending(node(), standing, false));
            }
        }

        private static String keyOf(TrackedGeneration tracked) {
            return tracked.idempotency().key();
        }

        private void send(int choice) {
            taken(sending, choice).ifPresent(each -> {
                if (!each.sent()) {
                    paid.merge(keyOf(each.intent()), 1, Integer::sum);
                }
                sending.add(new Sending(each.by(), each.intent(), true));
            });
        }

        private void answer(int choice) {
            taken(sending, choice).ifPresent(each -> {
                if (each.sent()) {
                    watched.add(new Held(
                            each.by(), each.by().accepted(each.intent(), running(idOf(keyOf(each.intent()))))));
                } else {
                    sending.add(each);
                }
            });
        }

        private static String idOf(String key) {
            return "gen-" + key;
        }

        private void reject(int choice) {
            taken(sending, choice).ifPresent(each -> {
                if (each.sent()) {
                    sending.add(each);
                } else {
                    each.by().rejected(each.intent().key());
                }
            });
        }

        private void lose(int choice) {
            taken(sending, choice)
                    .ifPresent(each -> each.by().unknown(each.intent().key(), "lost"));
        }

        private void claim(Claim claim, List<Held> into) {
            node().claim(claim, HERE, 1).forEach(each -> into.add(new Held(node(), each)));
        }

        private void end(int choice) {
            taken(watched, choice).ifPresent(each -> each.by()
                    .terminal(each.tracked().key(), done(each.tracked().id()), choice % 2 == 0)
                    .filter(ended -> choice % 2 == 0)
                    .ifPresent(ended -> toDeliver.add(new Held(each.by(), ended))));
        }

        private void deliver(int choice) {
            taken(toDeliver, choice).ifPresent(each -> each.by()
                    .delivering(each.tracked().key())
                    .ifPresent(delivering -> inRoute.add(new Held(each.by(), delivering))));
        }

        private void acknowledge(int choice) {
            taken(inRoute, choice).ifPresent(each -> {
                if (each.by().acknowledge(each.tracked())) {
                    acknowledged.merge(keyOf(each.tracked()), 1, Integer::sum);
                }
            });
        }

        private void fail(int choice) {
            taken(inRoute, choice).ifPresent(each -> {
                if (choice % 3 == 0) {
                    each.by().park(each.tracked());
                } else {
                    each.by().scheduleRedelivery(each.tracked(), Duration.ZERO);
                }
            });
        }

        private static <T> Optional<T> taken(List<T> from, int choice) {
            return from.isEmpty() ? Optional.empty() : Optional.of(from.remove(choice % from.size()));
        }

        /** All crash, one starts, a person settles what is unknown, and everything that is there is delivered. */
        void bringToAnEnd() {
            start();
            for (TrackedGeneration each : node().list(State.UNKNOWN, "", 100)) {
                if (paid.containsKey(keyOf(each))) {
                    node().resolve(each.key(), running(idOf(keyOf(each))));
                } else {
                    node().discard(each.key());
                }
            }
            node().list(State.PARKED, "", 100).forEach(each -> node().redeliver(each.key()));
            for (TrackedGeneration each : node().claim(Claim.TRACKING, HERE, 100)) {
                node().terminal(each.key(), done(each.id()), false);
            }
            for (TrackedGeneration each : node().claim(Claim.DELIVERY, HERE, 100)) {
                inRoute.clear();
                inRoute.add(new Held(node(), node().delivering(each.key()).orElseThrow()));
                acknowledge(0);
            }
            assertThat(acknowledged.keySet())
                    .as("every end of what was paid for")
                    .isEqualTo(paid.keySet());
            assertThat(acknowledged.values()).as("is acknowledged once").allMatch(times -> times == 1);
            for (State open : List.of(State.INTENT, State.ACCEPTED, State.TERMINAL, State.UNKNOWN, State.PARKED)) {
                assertThat(node().list(open, "", 100)).as("left %s", open).isEmpty();
            }
        }

        @Override
        public void close() {
            nodes.forEach(GenerationRepository::leave);
        }
    }
}
