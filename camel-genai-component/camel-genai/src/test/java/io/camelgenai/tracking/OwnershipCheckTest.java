package io.camelgenai.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.client.ManualTime;
import io.camelgenai.client.WorkExecutors;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.deliver.Subscribers;
import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.OwnWork;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F87, F89: what the node has claimed is compared with what it works on. */
class OwnershipCheckTest {

    private static final Origin ORIGIN = Origin.of(Flow.of("llmstats"), null);
    private static final Subscription ALL = new Subscription(Kind.TERMINAL, ORIGIN.flow(), null);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final OwnWork work = new OwnWork();
    private final ManualTime time = new ManualTime();
    private final List<TrackedGeneration> unknown = new ArrayList<>();
    private JdbcGenerationRepository repository;
    private OwnershipCheck check;

    @BeforeEach
    void join() {
        repository = new JdbcGenerationRepository(Databases.h2(folder));
        repository.membership().join();
        GenerationListener listener = new GenerationListener() {
            @Override
            public void outcomeUnknown(TrackedGeneration intent) {
                unknown.add(intent);
            }
        };
        check = new OwnershipCheck(
                new TrackingContext(
                        new TrackingContext.Settings(Duration.ofHours(1), Duration.ofHours(1)),
                        repository,
                        new Subscribers(),
                        connection -> {
                            throw new IllegalArgumentException(connection);
                        },
                        new TrackingContext.Observing(null, null, null),
                        new WorkExecutors(Runnable::run, Runnable::run, Runnable::run),
                        time,
                        listener,
                        work),
                Duration.ofSeconds(1));
    }

    @AfterEach
    void leave() {
        repository.membership().leave();
    }

    private TrackedGeneration intent() {
        Generation requested = Generation.of("llmstats").build();
        return repository.creates().begin(TrackedGeneration.intent(ORIGIN, null, "", false, requested, time.now()));
    }

    private TrackedGeneration accepted(String id) {
        return repository
                .creates()
                .accepted(intent(), Generation.of("llmstats").id(id).build());
    }

    private TrackedGeneration terminal(String id) {
        TrackedGeneration accepted = accepted(id);
        Generation completed =
                accepted.generation().with().status(GenerationStatus.COMPLETED).build();
        return repository.tracking().terminal(accepted, completed, true).orElseThrow();
    }

    private void compareTwice() {
        for (int i = 0; i < 2; i++) {
            time.advance(INTERVAL);
            check.runIfDue();
        }
    }

    private Optional<State> state(TrackedGeneration tracked) {
        return repository.records().find(tracked.key()).map(TrackedGeneration::state);
    }

    @Test
    void F87_generationsThatNobodyWorksOnAreReleased() {
        accepted("g1");
        terminal("g2");
        compareTwice();

        assertThat(repository.tracking().claim(ALL, 10))
                .extracting(TrackedGeneration::id)
                .containsExactly("g1");
        assertThat(repository.deliveries().claim(ALL, 10))
                .extracting(TrackedGeneration::id)
                .containsExactly("g2");
    }

    @Test
    void F87_theAnswerOfAClaimMayTakeOneInterval() {
        TrackedGeneration accepted = accepted("g1");
        time.advance(INTERVAL);
        check.runIfDue();
        check.runIfDue();
        work.begin(accepted.key());
        compareTwice();
        work.end(accepted.key());
        time.advance(INTERVAL);
        check.runIfDue();

        assertThat(repository.tracking().claim(ALL, 10)).isEmpty();
        time.advance(INTERVAL);
        check.runIfDue();
        assertThat(repository.tracking().claim(ALL, 10)).hasSize(1);
    }

    @Test
    void F87_aGenerationThatIsClaimedAgainHasItsIntervalAgain() {
        accepted("g1");
        compareTwice();
        assertThat(repository.tracking().claim(ALL, 10)).hasSize(1);
        time.advance(INTERVAL);
        check.runIfDue();

        assertThat(repository.tracking().claim(ALL, 10)).isEmpty();
    }

    @Test
    void F87_generationsThatThisNodeWorksOnAreKept() {
        TrackedGeneration intent = intent();
        TrackedGeneration accepted = accepted("g1");
        TrackedGeneration terminal = terminal("g2");
        work.beginExchange(intent.key());
        work.begin(accepted.key());
        work.begin(accepted.key());
        work.end(accepted.key());
        work.begin(terminal.key());
        compareTwice();

        assertThat(state(intent)).contains(State.INTENT);
        assertThat(repository.tracking().claim(ALL, 10)).isEmpty();
        assertThat(repository.deliveries().claim(ALL, 10)).isEmpty();
    }

    @Test
    void F87_anIntentForWhichNothingWasSentIsDeleted() {
        TrackedGeneration intent = intent();
        work.neverSent(intent.key());
        compareTwice();

        assertThat(state(intent)).isEmpty();
        assertThat(unknown).isEmpty();
    }

    @Test
    void F87_anIntentThatMayHaveBeenSentIsOfUnknownOutcome() {
        TrackedGeneration intent = intent();
        compareTwice();

        assertThat(state(intent)).contains(State.UNKNOWN);
        assertThat(unknown).extracting(TrackedGeneration::key).containsExactly(intent.key());
    }
}
