package io.camelgenai.tracking.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.ToolCall;
import io.camelgenai.generation.Usage;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The promises of every repository. */
public abstract class RepositoryContract {

    static final Flow FLOW = Flow.of("llmstats");
    public static final Origin ORIGIN = new Origin(
            FLOW,
            "flux",
            "order-7",
            Map.of("text", "ä\u0000\uD800", "long", 5L, "int", 5, "yes", true, "price", new BigDecimal("1.10")));
    static final Subscription HERE = new Subscription(Kind.TERMINAL, FLOW, null);
    public static final Instant NOW = Instant.now();

    GenerationRepository repository;

    abstract GenerationRepository repository();

    @BeforeEach
    void join() {
        repository = repository();
        repository.membership().join();
    }

    @AfterEach
    void leave() {
        repository.membership().leave();
    }

    static TrackedGeneration intent(String key) {
        return TrackedGeneration.intent(
                ORIGIN, key == null ? null : new Idempotency(key, "f1"), "client-1", false, requested(), NOW);
    }

    private static Generation requested() {
        return Generation.of("llmstats")
                .model("flux")
                .status(GenerationStatus.QUEUED)
                .build();
    }

    static Generation running(String id) {
        return Generation.of("llmstats").id(id).model("flux").build();
    }

    static Generation completed(String id) {
        return Generation.of("llmstats")
                .id(id)
                .model("flux")
                .status(GenerationStatus.COMPLETED)
                .providerStatus("ok")
                .progress(1.0)
                .text("Grüße \u0000 \uD83D\uDE00")
                .reasoning("\u0000 \uD83D\uDE00")
                .logs("one\ntwo")
                .toolCalls(List.of(new ToolCall("t1", "f", "{\"a\":\"\u0000é\"}"), new ToolCall(null, "g", "{}")))
                .artifacts(List.of(new Artifact("https://files.example.org/1.png?sig=1", "png")))
                .usage(new Usage(3L, 5L, new BigDecimal("0.0400")))
                .finishReason("stop")
                .error(new GenerationError("partial", "one of two", true))
                .createdAt(Instant.parse("2026-01-02T03:04:05.123456Z"))
                .completedAt(Instant.parse("2026-01-02T03:04:06Z"))
                .raw(JsonNodeFactory.instance.objectNode().put("a", 1).put("b", new BigDecimal("1.10")))
                .build();
    }

    TrackedGeneration accepted(String key, String id) {
        return repository.creates().accepted(repository.creates().begin(intent(key)), running(id));
    }

    TrackedGeneration terminal(String key, String id) {
        return repository
                .tracking()
                .terminal(accepted(key, id), completed(id), false)
                .orElseThrow();
    }

    private TrackedGeneration claimedForTracking() {
        return repository.tracking().claim(HERE, 10).get(0);
    }

    private TrackedGeneration claimedForDelivery() {
        return repository.deliveries().claim(HERE, 10).get(0);
    }

    @Test
    void aStoredGenerationIsReadUnchanged() {
        String key = terminal("k", "g1").key();
        TrackedGeneration back = repository.records().find(key).orElseThrow();

        assertThat(back.generation()).isEqualTo(completed("g1"));
        assertThat(back.origin().carriedHeaders().keySet())
                .isEqualTo(ORIGIN.carriedHeaders().keySet());
        assertThat(back.origin()).isEqualTo(ORIGIN);
        assertThat(back.idempotency()).isEqualTo(new Idempotency("k", "f1"));
        assertThat(back.clientId()).isEqualTo("client-1");
        assertThat(back.state()).isEqualTo(State.TERMINAL);
    }

    @Test
    void anEarlierCreateIsFoundByItsKeyAndNothingIsStored() {
        TrackedGeneration first = intent("k");
        assertThat(repository.creates().earlier(first)).isEmpty();
        assertThat(repository.creates().begin(first)).isEqualTo(first);

        assertThat(repository.creates().earlier(intent("k")).map(TrackedGeneration::key))
                .contains(first.key());
        assertThat(repository.creates().earlier(intent("other"))).isEmpty();
        assertThat(repository.creates().earlier(intent(null))).isEmpty();
    }

    @Test
    void oneKeyHasOneIntent() {
        TrackedGeneration first = intent("k");
        assertThat(repository.creates().begin(first)).isEqualTo(first);
        TrackedGeneration second = repository.creates().begin(intent("k"));
        assertThat(second.key()).isEqualTo(first.key());
        assertThat(second.state()).isEqualTo(State.INTENT);

        Origin other = Origin.of(FLOW.withChannel("other"), "flux");
        TrackedGeneration elsewhere =
                TrackedGeneration.intent(other, new Idempotency("k", "f1"), "", false, requested(), NOW);
        assertThat(repository.creates().begin(elsewhere).key()).isEqualTo(elsewhere.key());
    }

    @Test
    void anyTextCanBeAKey() {
        String odd = "\u0000 'k' \uD800 " + "long ".repeat(2000);
        TrackedGeneration first = repository.creates().begin(intent(odd));
        TrackedGeneration second = repository.creates().begin(intent(odd));

        assertThat(second.key()).isEqualTo(first.key());
        assertThat(second.idempotency()).isEqualTo(first.idempotency());
        repository.creates().unknown(first.key(), "why \u0000");
        assertThat(repository.records().find(first.key()).orElseThrow().state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void F47_concurrentCreatesWithOneKeyAreOne() {
        List<CompletableFuture<String>> all = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> repository.creates().begin(intent("same")).key()))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void aRejectionFreesTheKey() {
        TrackedGeneration first = repository.creates().begin(intent("k"));
        repository.creates().rejected(first.key());

        TrackedGeneration second = intent("k");
        assertThat(repository.creates().begin(second).key()).isEqualTo(second.key());
        assertThat(repository.records().find(first.key())).isEmpty();
    }

    @Test
    void F46_anUnknownOutcomeStaysUntilItIsResolved() {
        TrackedGeneration intent = repository.creates().begin(intent("k"));
        repository.creates().unknown(intent.key(), "cut");
        assertThat(repository.records().list(State.UNKNOWN, "", 10))
                .extracting(TrackedGeneration::reason)
                .containsExactly("cut");

        assertThat(repository.creates().resolve(intent.key(), running("g1"))).isPresent();
        assertThat(repository.creates().resolve(intent.key(), running("g2"))).isEmpty();
        assertThat(repository.records().list(State.UNKNOWN, "", 10)).isEmpty();
        assertThat(claimedForTracking().id()).isEqualTo("g1");
    }

    @Test
    void anUnknownOutcomeCanBeDiscarded() {
        TrackedGeneration intent = repository.creates().begin(intent("k"));
        repository.creates().unknown(intent.key(), "cut");

        assertThat(repository.creates().discard(intent.key())).isTrue();
        assertThat(repository.creates().discard(intent.key())).isFalse();
        TrackedGeneration second = intent("k");
        assertThat(repository.creates().begin(second).key()).isEqualTo(second.key());
    }

    @Test
    void anIdThatArrivesAfterDiscardIsStored() {
        TrackedGeneration intent = repository.creates().begin(intent("k"));
        repository.creates().unknown(intent.key(), "cut");
        repository.creates().discard(intent.key());
        repository.creates().begin(intent("k"));

        assertThat(repository.creates().accepted(intent, running("g1")).id()).isEqualTo("g1");
        assertThat(repository.records().find(intent.key()).orElseThrow().state())
                .isEqualTo(State.ACCEPTED);
    }

    @Test
    void theFirstTerminalStateCounts() {
        TrackedGeneration accepted = accepted(null, "g1");
        TrackedGeneration terminal =
                repository.tracking().terminal(accepted, completed("g1"), true).orElseThrow();
        repository.deliveries().delivering(terminal);

        assertThat(repository.tracking().terminal(accepted, running("g1"), true))
                .isEmpty();
        assertThat(repository
                        .records()
                        .find(accepted.key())
                        .orElseThrow()
                        .generation()
                        .status())
                .isEqualTo(GenerationStatus.COMPLETED);
    }

    @Test
    void aClaimedGenerationIsNotClaimedAgain() {
        TrackedGeneration accepted = accepted(null, "g1");
        assertThat(repository.tracking().claim(HERE, 10)).isEmpty();
        repository.tracking().release(accepted.key());
        assertThat(claimedForTracking().trackings()).isEqualTo(2);
        assertThat(repository.tracking().claim(HERE, 10)).isEmpty();
    }

    @Test
    void aClaimReturnsGenerationsOfTheSubscription() {
        repository.tracking().release(accepted(null, "g1").key());
        Subscription channel = new Subscription(Kind.TERMINAL, FLOW.withChannel("other"), null);
        Subscription connection = new Subscription(Kind.TERMINAL, FLOW.withConnection("other"), null);
        Subscription model = new Subscription(Kind.TERMINAL, FLOW, "other");
        Subscription matching = new Subscription(Kind.TERMINAL, FLOW, "flux");

        assertThat(repository.tracking().claim(channel, 10)).isEmpty();
        assertThat(repository.tracking().claim(model, 10)).isEmpty();
        assertThat(repository.tracking().claim(connection, 10)).isEmpty();
        assertThat(repository.tracking().claim(matching, 10)).hasSize(1);
    }

    @Test
    void aClaimReturnsAtMostTheWantedNumber() {
        for (int i = 0; i < 5; i++) {
            terminal(null, "g" + i);
        }

        assertThat(repository.deliveries().claim(HERE, 3)).hasSize(3);
        assertThat(repository.deliveries().claim(HERE, 3)).hasSize(2);
        assertThat(repository.deliveries().claim(HERE, 3)).isEmpty();
    }

    @Test
    void aGenerationWithoutAKeyIsDroppedWhenItIsAcknowledged() {
        terminal(null, "g1");
        TrackedGeneration claimed = claimedForDelivery();
        TrackedGeneration delivering =
                repository.deliveries().delivering(claimed).orElseThrow();
        assertThat(delivering.deliveries()).isOne();

        assertThat(repository.deliveries().acknowledge(delivering)).isTrue();
        assertThat(repository.records().find(claimed.key())).isEmpty();
    }

    @Test
    void aDeliveryIsCountedWithTheTerminalState() {
        TrackedGeneration accepted = accepted(null, "g1");
        TrackedGeneration delivering =
                repository.tracking().terminal(accepted, completed("g1"), true).orElseThrow();

        assertThat(delivering.deliveries()).isOne();
        assertThat(repository.deliveries().delivering(delivering.counted(delivering.trackings(), 0)))
                .as("the claim, and the same count")
                .hasValueSatisfying(checked -> assertThat(checked.deliveries()).isOne());
        assertThat(repository.deliveries().acknowledge(delivering)).isTrue();
    }

    @Test
    void aDeliveryThatHasNotBegunIsNotCounted() {
        TrackedGeneration accepted = accepted(null, "g1");
        repository.tracking().terminal(accepted, completed("g1"), true);
        repository.deliveries().releaseUndelivered(accepted.key());
        repository.deliveries().releaseUndelivered(accepted.key());

        TrackedGeneration claimed = claimedForDelivery();
        assertThat(claimed.deliveries()).isZero();
        assertThat(repository.deliveries().delivering(claimed))
                .hasValueSatisfying(
                        delivering -> assertThat(delivering.deliveries()).isOne());
    }

    @Test
    void G40_ofAFailedGenerationWithAKeyTheErrorIsKeptToo() {
        Generation failed =
                completed("g1").with().status(GenerationStatus.FAILED).build();
        TrackedGeneration terminal = repository
                .tracking()
                .terminal(accepted("k", "g1"), failed, true)
                .orElseThrow();
        repository
                .deliveries()
                .acknowledge(repository.deliveries().delivering(terminal).orElseThrow());

        assertThat(repository.creates().begin(intent("k")).generation().error()).isEqualTo(failed.error());
    }

    @Test
    void ofAnAcknowledgedGenerationWithAKeyTheNamesAreKept() {
        terminal("k", "g1");
        TrackedGeneration claimed = claimedForDelivery();
        repository
                .deliveries()
                .acknowledge(repository.deliveries().delivering(claimed).orElseThrow());

        TrackedGeneration kept = repository.creates().begin(intent("k"));
        assertThat(kept.key()).isEqualTo(claimed.key());
        assertThat(kept.state()).isEqualTo(State.ACKNOWLEDGED);
        assertThat(kept.idempotency()).isEqualTo(new Idempotency("k", "f1"));
        assertThat(kept.generation())
                .isEqualTo(Generation.of("llmstats")
                        .id("g1")
                        .model("flux")
                        .status(GenerationStatus.COMPLETED)
                        .build());
        assertThat(kept.origin().carriedHeaders()).isEmpty();
        assertThat(kept.origin().correlationId()).isNull();
    }

    @Test
    void onlyTheLastDeliveryAcknowledges() {
        terminal(null, "g1");
        TrackedGeneration first =
                repository.deliveries().delivering(claimedForDelivery()).orElseThrow();
        repository.deliveries().delivering(first);

        assertThat(repository.deliveries().acknowledge(first)).isFalse();
        assertThat(repository.records().find(first.key())).isPresent();
    }

    @Test
    void aRedeliveryIsDueAfterItsDelay() {
        terminal(null, "g1");
        TrackedGeneration first =
                repository.deliveries().delivering(claimedForDelivery()).orElseThrow();
        repository.deliveries().scheduleRedelivery(first, Duration.ofHours(1));
        assertThat(repository.deliveries().claim(HERE, 10)).isEmpty();

        terminal(null, "g2");
        TrackedGeneration second =
                repository.deliveries().delivering(claimedForDelivery()).orElseThrow();
        repository.deliveries().scheduleRedelivery(second, Duration.ZERO);
        assertThat(claimedForDelivery().deliveries()).isOne();
    }

    @Test
    void aParkedDeliveryWaitsUntilItIsRedelivered() {
        terminal(null, "g1");
        TrackedGeneration delivering =
                repository.deliveries().delivering(claimedForDelivery()).orElseThrow();
        repository.deliveries().park(delivering);
        assertThat(repository.deliveries().claim(HERE, 10)).isEmpty();
        assertThat(repository.records().list(State.PARKED, "", 10))
                .extracting(TrackedGeneration::key)
                .containsExactly(delivering.key());

        assertThat(repository.deliveries().redeliver(delivering.key())).isTrue();
        assertThat(repository.deliveries().redeliver(delivering.key())).isFalse();
        assertThat(claimedForDelivery().deliveries()).isOne();
    }

    @Test
    void unresolvedGenerationsAreCountedByOrigin() {
        assertThat(repository.records().count(State.UNKNOWN)).isEmpty();
        for (String key : new String[] {"k1", "k2"}) {
            repository.creates().unknown(repository.creates().begin(intent(key)).key(), "cut");
        }
        Origin elsewhere = Origin.of(FLOW.withConnection("tenant-a"), null);
        TrackedGeneration other = TrackedGeneration.intent(elsewhere, null, "", false, requested(), NOW);
        repository.creates().unknown(repository.creates().begin(other).key(), "cut");

        assertThat(repository.records().count(State.UNKNOWN))
                .isEqualTo(Map.of(Origin.of(FLOW, "flux"), 2L, elsewhere, 1L));
        assertThat(repository.records().count(State.PARKED)).isEmpty();
    }

    @Test
    void anAdoptedGenerationIsStoredOnce() {
        TrackedGeneration found = TrackedGeneration.adopted(running("g1"), ORIGIN, null, NOW);
        assertThat(repository.creates().adopt(found).key()).isEqualTo(found.key());
        assertThat(repository
                        .creates()
                        .adopt(TrackedGeneration.adopted(running("g1"), ORIGIN, null, NOW))
                        .key())
                .isEqualTo(found.key());
        String created = accepted(null, "g2").key();
        assertThat(repository
                        .creates()
                        .adopt(TrackedGeneration.adopted(running("g2"), ORIGIN, null, NOW))
                        .key())
                .isEqualTo(created);
        assertThat(repository.tracking().claim(HERE, 10)).hasSize(1);
    }

    @Test
    void aNodeThatLeavesReleasesAll() {
        TrackedGeneration intent = repository.creates().begin(intent("i"));
        accepted(null, "g1");
        terminal(null, "g2");
        claimedForDelivery();
        repository.membership().leave();
        repository.membership().join();

        assertThat(repository.records().find(intent.key()).map(TrackedGeneration::state))
                .isEqualTo(Optional.of(State.UNKNOWN));
        assertThat(claimedForTracking().id()).isEqualTo("g1");
        assertThat(claimedForDelivery().id()).isEqualTo("g2");
    }

    @Test
    void oldGenerationsArePurged() {
        terminal("k", "g1");
        TrackedGeneration claimed = claimedForDelivery();
        repository
                .deliveries()
                .acknowledge(repository.deliveries().delivering(claimed).orElseThrow());
        TrackedGeneration keyless = repository.creates().begin(intent(null));
        repository.creates().unknown(keyless.key(), "cut");
        TrackedGeneration keyed = repository.creates().begin(intent("u"));
        repository.creates().unknown(keyed.key(), "cut");
        TrackedGeneration waiting = terminal(null, "g2");
        repository.records().purge(Duration.ofHours(1), Duration.ofHours(1));
        assertThat(repository.records().find(claimed.key())).isPresent();
        assertThat(repository.records().find(keyless.key())).isPresent();

        repository.records().purge(Duration.ofMillis(-10), Duration.ofHours(1));

        assertThat(repository.records().find(claimed.key())).isEmpty();
        assertThat(repository.records().find(keyless.key())).isEmpty();
        assertThat(repository.records().find(keyed.key()))
                .as("its key stays unknown")
                .isPresent();
        assertThat(repository.records().find(waiting.key()))
                .as("no terminal generation is dropped")
                .isPresent();
    }

    @Test
    void aListIsReadInPages() {
        for (int i = 0; i < 5; i++) {
            repository
                    .creates()
                    .unknown(repository.creates().begin(intent("k" + i)).key(), "cut");
        }
        List<TrackedGeneration> first = repository.records().list(State.UNKNOWN, "", 3);
        List<TrackedGeneration> second =
                repository.records().list(State.UNKNOWN, first.get(2).key(), 3);

        assertThat(first).hasSize(3);
        assertThat(second).hasSize(2);
        assertThat(second)
                .extracting(TrackedGeneration::key)
                .allMatch(key -> key.compareTo(first.get(2).key()) > 0);
    }

    @Test
    void aRepeatedWriteOfACreateHasNoSecondEffect() {
        TrackedGeneration intent = intent("k");
        repository.creates().begin(intent);
        assertThat(repository.creates().begin(intent).key()).isEqualTo(intent.key());
        TrackedGeneration accepted = repository.creates().accepted(intent, running("g1"));
        assertThat(repository.creates().accepted(intent, running("g1")).key()).isEqualTo(accepted.key());

        repository.creates().unknown(intent.key(), "late");
        assertThat(repository.records().find(intent.key()).map(TrackedGeneration::state))
                .contains(State.ACCEPTED);
    }

    @Test
    void F87_anIntentWithoutAKeyCanBeStoredAgain() {
        TrackedGeneration intent = intent(null);
        repository.creates().begin(intent);

        assertThat(repository.creates().begin(intent).key()).isEqualTo(intent.key());
        assertThat(repository.records().list(State.INTENT, "", 10)).hasSize(1);
    }

    @Test
    void F87_aDeliveryThatIsCountedAgainCountsOnce() {
        terminal("k", "g1");
        TrackedGeneration claimed = claimedForDelivery();
        TrackedGeneration first = repository.deliveries().delivering(claimed).orElseThrow();

        assertThat(repository.deliveries().delivering(claimed)).contains(first);
        assertThat(first.deliveries()).isOne();
        assertThat(repository.deliveries().acknowledge(first)).isTrue();
        assertThat(repository.deliveries().delivering(claimed)).isEmpty();
    }

    @Test
    void aRepeatedWriteOfADeliveryHasNoSecondEffect() {
        terminal("k", "g1");
        TrackedGeneration first =
                repository.deliveries().delivering(claimedForDelivery()).orElseThrow();
        repository.deliveries().scheduleRedelivery(first, Duration.ZERO);
        repository.deliveries().scheduleRedelivery(first, Duration.ofHours(1));
        repository.deliveries().park(first);

        TrackedGeneration second =
                repository.deliveries().delivering(claimedForDelivery()).orElseThrow();
        assertThat(repository.deliveries().acknowledge(second)).isTrue();
        assertThat(repository.deliveries().acknowledge(second)).isFalse();
        assertThat(repository.records().find(second.key()).map(TrackedGeneration::state))
                .contains(State.ACKNOWLEDGED);
    }
}
