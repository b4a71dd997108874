package io.camelgenai.tracking.repository;

import static io.camelgenai.tracking.repository.RepositoryContract.HERE;
import static io.camelgenai.tracking.repository.RepositoryContract.ORIGIN;
import static io.camelgenai.tracking.repository.RepositoryContract.completed;
import static io.camelgenai.tracking.repository.RepositoryContract.intent;
import static io.camelgenai.tracking.repository.RepositoryContract.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.ClusterMembership.Changes;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.jdbc.CutDataSource;
import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import io.camelgenai.tracking.repository.jdbc.Leases;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F60: several nodes on one PostgreSQL, of which one dies, sleeps, or is disconnected. */
class NodesTest {

    private static final Duration LEASE = Duration.ofSeconds(1);

    private final String application = UUID.randomUUID().toString();
    private final CutDataSource firstDatabase = new CutDataSource(Databases.postgres());
    private final CutDataSource secondDatabase = new CutDataSource(Databases.postgres());
    private final JdbcGenerationRepository first = new JdbcGenerationRepository(firstDatabase);
    private final JdbcGenerationRepository second = new JdbcGenerationRepository(secondDatabase);

    @BeforeEach
    void join() {
        for (JdbcGenerationRepository each : List.of(first, second)) {
            each.setApplication(application);
            each.setLease(LEASE);
            each.membership().join();
        }
    }

    @AfterEach
    void leave() {
        firstDatabase.cut(false);
        secondDatabase.cut(false);
        first.membership().leave();
        second.membership().leave();
    }

    private TrackedGeneration accepted(String id) {
        return first.creates().accepted(first.creates().begin(intent(null)), running(id));
    }

    /** The generation, once the second node could claim it. */
    private TrackedGeneration trackedBySecond() {
        return claimed(() -> second.tracking().claim(HERE, 10));
    }

    private TrackedGeneration deliveredBySecond() {
        return claimed(() -> second.deliveries().claim(HERE, 10));
    }

    private static TrackedGeneration claimed(Callable<List<TrackedGeneration>> claim) {
        return await().until(claim, claimed -> !claimed.isEmpty()).get(0);
    }

    @Test
    void aGenerationIsLeftToTheNodeThatTracksIt() {
        accepted("g1");

        await().during(LEASE.multipliedBy(3))
                .atMost(LEASE.multipliedBy(10))
                .until(() -> second.tracking().claim(HERE, 10).isEmpty());
        assertThat(first.membership().changes().claimed()).isEmpty();
    }

    @Test
    void aNodeWhoseLeaseExpiredLosesItsGenerationsAndIsFenced() {
        TrackedGeneration accepted = accepted("g1");
        firstDatabase.cut(true);
        assertThat(trackedBySecond().key()).isEqualTo(accepted.key());
        firstDatabase.cut(false);

        assertThat(first.tracking().terminal(accepted, completed("g1"), true)).isEmpty();
        await().untilAsserted(() -> {
            Changes changes = first.membership().changes();
            assertThat(changes.claimed())
                    .hasValueSatisfying(claimed -> assertThat(claimed).isEmpty());
        });
        assertThat(second.tracking().terminal(accepted, completed("g1"), true)).isPresent();
    }

    @Test
    void aDeliveryThatOutlivesTheLeaseOfItsNodeAcknowledgesNothing() {
        TrackedGeneration accepted = accepted("g1");
        TrackedGeneration delivering =
                first.tracking().terminal(accepted, completed("g1"), true).orElseThrow();
        firstDatabase.cut(true);
        TrackedGeneration again =
                second.deliveries().delivering(deliveredBySecond()).orElseThrow();
        assertThat(again.deliveries()).as("the second one, and so marked").isEqualTo(2);
        firstDatabase.cut(false);

        assertThat(first.deliveries().acknowledge(delivering)).isFalse();
        assertThat(first.deliveries().delivering(delivering.counted(1, 0))).isEmpty();
        first.deliveries().scheduleRedelivery(delivering, Duration.ZERO);
        first.deliveries().park(delivering);
        assertThat(second.deliveries().acknowledge(again)).isTrue();
    }

    @Test
    void afterATimeWithoutDatabaseEveryNodeKeepsItsGenerations() {
        TrackedGeneration accepted = accepted("g1");
        await().until(() -> Leases.steady(application, LEASE) == 2);
        firstDatabase.cut(true);
        secondDatabase.cut(true);
        await().until(() -> Leases.expired(application, LEASE) == 2);
        secondDatabase.cut(false);
        await().until(() -> Leases.valid(application) == 1);
        firstDatabase.cut(false);

        await().during(LEASE.multipliedBy(2))
                .atMost(LEASE.multipliedBy(10))
                .until(() -> second.tracking().claim(HERE, 10).isEmpty());
        assertThat(first.tracking().terminal(accepted, completed("g1"), true)).isPresent();
    }

    @Test
    void aStreamThatOnlyItsCreatorCanObserveIsLeftToItForOneMoreLease() {
        TrackedGeneration stream = first.creates()
                .begin(TrackedGeneration.intent(
                        ORIGIN, null, "", true, Generation.of("llmstats").build(), RepositoryContract.NOW));
        first.creates().accepted(stream, running("stream"));
        accepted("other");
        await().until(() -> Leases.steady(application, LEASE) == 2);
        firstDatabase.cut(true);
        assertThat(trackedBySecond().id()).isEqualTo("other");
        long startedAt = System.nanoTime();

        assertThat(trackedBySecond().id()).isEqualTo("stream");
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isGreaterThan(LEASE.dividedBy(3));
    }

    @Test
    void aCreatorThatReturnsInTimeStillCompletesItsStream() {
        TrackedGeneration stream = first.creates()
                .begin(TrackedGeneration.intent(
                        ORIGIN, null, "", true, Generation.of("llmstats").build(), RepositoryContract.NOW));
        first.creates().accepted(stream, running("stream"));
        accepted("other");
        await().until(() -> Leases.steady(application, LEASE) == 2);
        firstDatabase.cut(true);
        trackedBySecond();
        firstDatabase.cut(false);

        assertThat(first.tracking().terminal(stream, completed("stream"), false))
                .isPresent();
    }

    @Test
    void F61_theCreateOfAnExpiredNodeIsOfUnknownOutcomeAndVisible() {
        TrackedGeneration intent = first.creates().begin(intent("k"));
        assertThat(second.creates().begin(intent("k")).state())
                .as("in flight on another node")
                .isEqualTo(State.INTENT);
        firstDatabase.cut(true);

        await().until(() -> second.creates().begin(intent("k")).state() == State.UNKNOWN);
        assertThat(second.records().list(State.UNKNOWN, "", 10))
                .extracting(TrackedGeneration::key)
                .containsExactly(intent.key());
        assertThat(second.membership().changes().orphans())
                .extracting(TrackedGeneration::key)
                .containsExactly(intent.key());
        firstDatabase.cut(false);
        first.creates().accepted(intent, running("g1"));
        assertThat(second.creates().begin(intent("k")).id())
                .as("its node was alive")
                .isEqualTo("g1");
    }

    @Test
    void aNodeThatLeavesReleasesAtOnce() {
        accepted("g1");
        first.membership().leave();

        assertThat(second.tracking().claim(HERE, 10)).hasSize(1);
    }

    @Test
    void twoNodesShareTheGenerations() {
        for (int i = 0; i < 20; i++) {
            first.tracking().releaseUnconsumed(accepted("g" + i).key());
        }
        List<TrackedGeneration> here = first.tracking().claim(HERE, 10);
        List<TrackedGeneration> there = second.tracking().claim(HERE, 10);

        assertThat(here).hasSize(10);
        assertThat(there).hasSize(10).doesNotContainAnyElementsOf(here);
    }

    @Test
    void aStopRequestReachesTheNodeThatTracks() {
        TrackedGeneration accepted = accepted("g1");
        second.tracking().requestStop(ORIGIN.flow(), "g1");

        assertThat(second.membership().changes().toStop()).isEmpty();
        assertThat(first.membership().changes().toStop())
                .extracting(TrackedGeneration::key)
                .containsExactly(accepted.key());
        assertThat(first.membership().changes().toStop()).as("once").isEmpty();
    }

    @Test
    void twoNodesAdoptAGenerationOnce() {
        Idempotency once = new Idempotency("named", "");
        TrackedGeneration here =
                first.creates().adopt(TrackedGeneration.adopted(running("g"), ORIGIN, once, RepositoryContract.NOW));
        TrackedGeneration there =
                second.creates().adopt(TrackedGeneration.adopted(running("g"), ORIGIN, once, RepositoryContract.NOW));

        assertThat(there.key()).isEqualTo(here.key());
        assertThat(first.tracking().claim(HERE, 10)).hasSize(1);
        assertThat(second.tracking().claim(HERE, 10)).isEmpty();
    }

    @Test
    void F62_noCreateBeginsWithoutTheDatabase() {
        firstDatabase.cut(true);

        assertThatThrownBy(() -> first.creates().begin(intent("k"))).hasMessageContaining("out of reach");
        firstDatabase.cut(false);
        assertThat(first.records().list(State.INTENT, "", 10)).isEmpty();
    }
}
