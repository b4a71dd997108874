package io.camelgenai.tracking.repository;

import static io.camelgenai.tracking.repository.RepositoryContract.HERE;
import static io.camelgenai.tracking.repository.RepositoryContract.ORIGIN;
import static io.camelgenai.tracking.repository.RepositoryContract.done;
import static io.camelgenai.tracking.repository.RepositoryContract.intent;
import static io.camelgenai.tracking.repository.RepositoryContract.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.GenerationRepository.Changes;
import io.camelgenai.tracking.repository.GenerationRepository.Claim;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.jdbc.CutDataSource;
import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import io.camelgenai.tracking.repository.jdbc.Leases;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F60: several nodes on one PostgreSQL, of which one dies, sleeps, or is cut off. */
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
            each.join();
        }
    }

    @AfterEach
    void leave() {
        firstDatabase.cut(false);
        secondDatabase.cut(false);
        first.leave();
        second.leave();
    }

    private TrackedGeneration accepted(String id) {
        return first.accepted(first.begin(intent(null)), running(id));
    }

    /** The generation, once the second node got it. */
    private TrackedGeneration taken(Claim claim) {
        return await().until(() -> second.claim(claim, HERE, 10), claimed -> !claimed.isEmpty())
                .get(0);
    }

    @Test
    void whatALivingNodeWatchesIsLeftToIt() {
        accepted("g1");

        await().during(LEASE.multipliedBy(3))
                .atMost(LEASE.multipliedBy(10))
                .until(() -> second.claim(Claim.TRACKING, HERE, 10).isEmpty());
        assertThat(first.changes().claimed()).isEmpty();
    }

    @Test
    void aNodeThatIsNotHeardOfLosesWhatItWatchedAndIsFenced() {
        TrackedGeneration accepted = accepted("g1");
        firstDatabase.cut(true);
        assertThat(taken(Claim.TRACKING).key()).isEqualTo(accepted.key());
        firstDatabase.cut(false);

        assertThat(first.terminal(accepted.key(), done("g1"), true)).isEmpty();
        await().untilAsserted(() -> {
            Changes changes = first.changes();
            assertThat(changes.claimed())
                    .hasValueSatisfying(held -> assertThat(held).isEmpty());
        });
        assertThat(second.terminal(accepted.key(), done("g1"), true)).isPresent();
    }

    @Test
    void aDeliveryThatOutlivedItsNodesLeaseAcknowledgesNothing() {
        TrackedGeneration accepted = accepted("g1");
        first.terminal(accepted.key(), done("g1"), true);
        TrackedGeneration delivering = first.delivering(accepted.key()).orElseThrow();
        firstDatabase.cut(true);
        taken(Claim.DELIVERY);
        TrackedGeneration again = second.delivering(accepted.key()).orElseThrow();
        assertThat(again.deliveries()).as("the second one, and so marked").isEqualTo(2);
        firstDatabase.cut(false);

        assertThat(first.acknowledge(delivering)).isFalse();
        assertThat(first.delivering(accepted.key())).isEmpty();
        first.scheduleRedelivery(delivering, Duration.ZERO);
        first.park(delivering);
        assertThat(second.acknowledge(again)).isTrue();
    }

    @Test
    void afterATimeWithoutDatabaseEveryNodeKeepsWhatItHad() {
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
                .until(() -> second.claim(Claim.TRACKING, HERE, 10).isEmpty());
        assertThat(first.terminal(accepted.key(), done("g1"), true)).isPresent();
    }

    @Test
    void aStreamThatOnlyItsHolderCanSeeIsLeftToItForOneMoreLease() {
        TrackedGeneration stream = first.begin(TrackedGeneration.intent(
                ORIGIN, null, "", true, Generation.of("llmstats").build(), RepositoryContract.NOW));
        first.accepted(stream, running("stream"));
        accepted("other");
        await().until(() -> Leases.steady(application, LEASE) == 2);
        firstDatabase.cut(true);
        assertThat(taken(Claim.TRACKING).id()).isEqualTo("other");
        long begun = System.nanoTime();

        assertThat(taken(Claim.TRACKING).id()).isEqualTo("stream");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(LEASE.dividedBy(3));
    }

    @Test
    void aHolderThatComesBackInTimeStillEndsItsStream() {
        TrackedGeneration stream = first.begin(TrackedGeneration.intent(
                ORIGIN, null, "", true, Generation.of("llmstats").build(), RepositoryContract.NOW));
        first.accepted(stream, running("stream"));
        accepted("other");
        await().until(() -> Leases.steady(application, LEASE) == 2);
        firstDatabase.cut(true);
        taken(Claim.TRACKING);
        firstDatabase.cut(false);

        assertThat(first.terminal(stream.key(), done("stream"), false)).isPresent();
    }

    @Test
    void F61_theCreateOfADeadNodeIsOfUnknownOutcomeAndVisible() {
        TrackedGeneration intent = first.begin(intent("k"));
        assertThat(second.begin(intent("k")).state())
                .as("it is on its way elsewhere")
                .isEqualTo(State.INTENT);
        firstDatabase.cut(true);

        await().until(() -> second.begin(intent("k")).state() == State.UNKNOWN);
        assertThat(second.list(State.UNKNOWN, "", 10))
                .extracting(TrackedGeneration::key)
                .containsExactly(intent.key());
        assertThat(second.changes().orphans())
                .extracting(TrackedGeneration::key)
                .containsExactly(intent.key());
        firstDatabase.cut(false);
        first.accepted(intent, running("g1"));
        assertThat(second.begin(intent("k")).id())
                .as("its node was alive after all")
                .isEqualTo("g1");
    }

    @Test
    void aNodeThatLeavesLetsGoAtOnce() {
        accepted("g1");
        first.leave();

        assertThat(second.claim(Claim.TRACKING, HERE, 10)).hasSize(1);
    }

    @Test
    void twoNodesShareWhatIsThere() {
        for (int i = 0; i < 20; i++) {
            first.releaseUnconsumed(accepted("g" + i).key());
        }
        List<TrackedGeneration> here = first.claim(Claim.TRACKING, HERE, 10);
        List<TrackedGeneration> there = second.claim(Claim.TRACKING, HERE, 10);

        assertThat(here).hasSize(10);
        assertThat(there).hasSize(10).doesNotContainAnyElementsOf(here);
    }

    @Test
    void aRequestToStopReachesTheNodeThatWatches() {
        TrackedGeneration accepted = accepted("g1");
        second.requestStop(ORIGIN, "g1");

        assertThat(second.changes().toStop()).isEmpty();
        assertThat(first.changes().toStop()).extracting(TrackedGeneration::key).containsExactly(accepted.key());
        assertThat(first.changes().toStop()).as("once").isEmpty();
    }

    @Test
    void twoNodesAdoptOneOnce() {
        Idempotency once = new Idempotency("named", "");
        TrackedGeneration here =
                first.adopt(TrackedGeneration.adopted(running("g"), ORIGIN, once, RepositoryContract.NOW));
        TrackedGeneration there =
                second.adopt(TrackedGeneration.adopted(running("g"), ORIGIN, once, RepositoryContract.NOW));

        assertThat(there.key()).isEqualTo(here.key());
        assertThat(first.claim(Claim.TRACKING, HERE, 10)).hasSize(1);
        assertThat(second.claim(Claim.TRACKING, HERE, 10)).isEmpty();
    }

    @Test
    void F62_nothingIsBegunWithoutTheDatabase() {
        firstDatabase.cut(true);

        assertThatThrownBy(() -> first.begin(intent("k"))).hasMessageContaining("out of reach");
        firstDatabase.cut(false);
        assertThat(first.list(State.INTENT, "", 10)).isEmpty();
    }
}
