package io.camelgenai.tracking.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.Usage;
import io.camelgenai.tracking.repository.GenerationRepository.Claim;
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

/** What every repository promises. */
public abstract class RepositoryContract {

    public static final Origin ORIGIN = new Origin(
            "llmstats",
            "flux",
            "llmstats",
            "default",
            "order-7",
            Map.of("text", "ä\u0000\uD800", "long", 5L, "int", 5, "yes", true, "price", new BigDecimal("1.10")));
    static final Subscription HERE = new Subscription(Kind.TERMINAL, "llmstats", null, "llmstats", "default");
    public static final Instant NOW = Instant.now();

    GenerationRepository repository;

    abstract GenerationRepository repository();

    @BeforeEach
    void join() {
        repository = repository();
        repository.join();
    }

    @AfterEach
    void leave() {
        repository.leave();
    }

    static TrackedGeneration intent(String key) {
        return TrackedGeneration.intent(
                ORIGIN, key == null ? null : new Idempotency(key, "f1"), "client-1", false, asked(), NOW);
    }

    private static Generation asked() {
        return Generation.of("llmstats")
                .model("flux")
                .status(GenerationStatus.QUEUED)
                .build();
    }

    static Generation running(String id) {
        return Generation.of("llmstats").id(id).model("flux").build();
    }

    static Generation done(String id) {
        return Generation.of("llmstats")
                .id(id)
                .model("flux")
                .status(GenerationStatus.COMPLETED)
                .providerStatus("ok")
                .progress(1.0)
                .text("Grüße \u0000 \uD83D\uDE00")
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
        return repository.accepted(repository.begin(intent(key)), running(id));
    }

    TrackedGeneration ended(String key, String id) {
        return repository.terminal(accepted(key, id).key(), done(id), false).orElseThrow();
    }

    private TrackedGeneration claimed(Claim claim) {
        return repository.claim(claim, HERE, 10).get(0);
    }

    @Test
    void whatIsStoredComesBackAsItWas() {
        String key = ended("k", "g1").key();
        TrackedGeneration back = repository.find(key).orElseThrow();

        assertThat(back.generation()).isEqualTo(done("g1"));
        assertThat(back.origin().carriedHeaders().keySet())
                .isEqualTo(ORIGIN.carriedHeaders().keySet());
        assertThat(back.origin()).isEqualTo(ORIGIN);
        assertThat(back.idempotency()).isEqualTo(new Idempotency("k", "f1"));
        assertThat(back.clientId()).isEqualTo("client-1");
        assertThat(back.state()).isEqualTo(State.TERMINAL);
    }

    @Test
    void oneKeyIsOneIntent() {
        TrackedGeneration first = intent("k");
        assertThat(repository.begin(first)).isEqualTo(first);
        TrackedGeneration second = repository.begin(intent("k"));
        assertThat(second.key()).isEqualTo(first.key());
        assertThat(second.state()).isEqualTo(State.INTENT);

        Origin other = new Origin("llmstats", "flux", "llmstats", "other", null, Map.of());
        TrackedGeneration elsewhere =
                TrackedGeneration.intent(other, new Idempotency("k", "f1"), "", false, asked(), NOW);
        assertThat(repository.begin(elsewhere).key()).isEqualTo(elsewhere.key());
    }

    @Test
    void anyTextIsAKey() {
        String odd = "\u0000 'k' \uD800 " + "long ".repeat(2000);
        TrackedGeneration first = repository.begin(intent(odd));
        TrackedGeneration second = repository.begin(intent(odd));

        assertThat(second.key()).isEqualTo(first.key());
        assertThat(second.idempotency()).isEqualTo(first.idempotency());
        repository.unknown(first.key(), "why \u0000");
        assertThat(repository.find(first.key()).orElseThrow().state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void F47_manyAtOnceAreOne() {
        List<CompletableFuture<String>> all = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> repository.begin(intent("same")).key()))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void aRejectionFreesTheKey() {
        TrackedGeneration first = repository.begin(intent("k"));
        repository.rejected(first.key());

        TrackedGeneration second = intent("k");
        assertThat(repository.begin(second).key()).isEqualTo(second.key());
        assertThat(repository.find(first.key())).isEmpty();
    }

    @Test
    void F46_anUnknownOutcomeStaysAndCanBeSettled() {
        TrackedGeneration intent = repository.begin(intent("k"));
        repository.unknown(intent.key(), "cut");
        assertThat(repository.list(State.UNKNOWN, "", 10))
                .extracting(TrackedGeneration::reason)
                .containsExactly("cut");

        assertThat(repository.resolve(intent.key(), running("g1"))).isPresent();
        assertThat(repository.resolve(intent.key(), running("g2"))).isEmpty();
        assertThat(repository.list(State.UNKNOWN, "", 10)).isEmpty();
        assertThat(claimed(Claim.TRACKING).id()).isEqualTo("g1");
    }

    @Test
    void anUnknownOutcomeCanBeGivenUp() {
        TrackedGeneration intent = repository.begin(intent("k"));
        repository.unknown(intent.key(), "cut");

        assertThat(repository.discard(intent.key())).isTrue();
        assertThat(repository.discard(intent.key())).isFalse();
        TrackedGeneration second = intent("k");
        assertThat(repository.begin(second).key()).isEqualTo(second.key());
    }

    @Test
    void anIdThatComesLateIsStoredAllTheSame() {
        TrackedGeneration intent = repository.begin(intent("k"));
        repository.unknown(intent.key(), "cut");
        repository.discard(intent.key());
        repository.begin(intent("k"));

        assertThat(repository.accepted(intent, running("g1")).id()).isEqualTo("g1");
        assertThat(repository.find(intent.key()).orElseThrow().state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void theFirstEndCounts() {
        TrackedGeneration accepted = accepted(null, "g1");
        assertThat(repository.terminal(accepted.key(), done("g1"), true)).isPresent();
        repository.delivering(accepted.key());

        assertThat(repository.terminal(accepted.key(), running("g1"), true)).isEmpty();
        assertThat(repository.find(accepted.key()).orElseThrow().generation().status())
                .isEqualTo(GenerationStatus.COMPLETED);
    }

    @Test
    void whatIsHeldIsNotClaimed() {
        TrackedGeneration accepted = accepted(null, "g1");
        assertThat(repository.claim(Claim.TRACKING, HERE, 10)).isEmpty();
        repository.release(Claim.TRACKING, accepted.key());
        assertThat(claimed(Claim.TRACKING).trackings()).isEqualTo(2);
        assertThat(repository.claim(Claim.TRACKING, HERE, 10)).isEmpty();
    }

    @Test
    void aClaimIsForThoseThatAreMeant() {
        repository.release(Claim.TRACKING, accepted(null, "g1").key());
        Subscription channel = new Subscription(Kind.TERMINAL, "llmstats", null, "llmstats", "other");
        Subscription model = new Subscription(Kind.TERMINAL, "llmstats", "other", "llmstats", "default");
        Subscription meant = new Subscription(Kind.TERMINAL, "llmstats", "flux", "llmstats", "default");

        assertThat(repository.claim(Claim.TRACKING, channel, 10)).isEmpty();
        assertThat(repository.claim(Claim.TRACKING, model, 10)).isEmpty();
        assertThat(repository.claim(Claim.TRACKING, meant, 10)).hasSize(1);
    }

    @Test
    void aClaimTakesNoMoreThanIsWanted() {
        for (int i = 0; i < 5; i++) {
            ended(null, "g" + i);
        }

        assertThat(repository.claim(Claim.DELIVERY, HERE, 3)).hasSize(3);
        assertThat(repository.claim(Claim.DELIVERY, HERE, 3)).hasSize(2);
        assertThat(repository.claim(Claim.DELIVERY, HERE, 3)).isEmpty();
    }

    @Test
    void anEndWithoutAKeyIsDroppedWhenItIsAcknowledged() {
        ended(null, "g1");
        TrackedGeneration held = claimed(Claim.DELIVERY);
        TrackedGeneration delivering = repository.delivering(held.key()).orElseThrow();
        assertThat(delivering.deliveries()).isOne();

        assertThat(repository.acknowledge(delivering)).isTrue();
        assertThat(repository.find(held.key())).isEmpty();
    }

    @Test
    void ofAnAcknowledgedKeyItsNamesAreKept() {
        ended("k", "g1");
        TrackedGeneration held = claimed(Claim.DELIVERY);
        repository.acknowledge(repository.delivering(held.key()).orElseThrow());

        TrackedGeneration kept = repository.begin(intent("k"));
        assertThat(kept.key()).isEqualTo(held.key());
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
        ended(null, "g1");
        String key = claimed(Claim.DELIVERY).key();
        TrackedGeneration first = repository.delivering(key).orElseThrow();
        repository.delivering(key);

        assertThat(repository.acknowledge(first)).isFalse();
        assertThat(repository.find(key)).isPresent();
    }

    @Test
    void anEndThatComesAgainIsNotDueBefore() {
        ended(null, "g1");
        TrackedGeneration first =
                repository.delivering(claimed(Claim.DELIVERY).key()).orElseThrow();
        repository.scheduleRedelivery(first, Duration.ofHours(1));
        assertThat(repository.claim(Claim.DELIVERY, HERE, 10)).isEmpty();

        ended(null, "g2");
        TrackedGeneration second =
                repository.delivering(claimed(Claim.DELIVERY).key()).orElseThrow();
        repository.scheduleRedelivery(second, Duration.ZERO);
        assertThat(claimed(Claim.DELIVERY).deliveries()).isOne();
    }

    @Test
    void aParkedEndWaitsUntilItIsReleased() {
        ended(null, "g1");
        TrackedGeneration delivering =
                repository.delivering(claimed(Claim.DELIVERY).key()).orElseThrow();
        repository.park(delivering);
        assertThat(repository.claim(Claim.DELIVERY, HERE, 10)).isEmpty();
        assertThat(repository.list(State.PARKED, "", 10))
                .extracting(TrackedGeneration::key)
                .containsExactly(delivering.key());

        assertThat(repository.redeliver(delivering.key())).isTrue();
        assertThat(repository.redeliver(delivering.key())).isFalse();
        assertThat(claimed(Claim.DELIVERY).deliveries()).isOne();
    }

    @Test
    void whatWaitsForAPersonIsCountedByWhereItBelongs() {
        assertThat(repository.count(State.UNKNOWN)).isEmpty();
        for (String key : new String[] {"k1", "k2"}) {
            repository.unknown(repository.begin(intent(key)).key(), "cut");
        }
        Origin elsewhere = new Origin("llmstats", null, "tenant-a", "default", null, Map.of());
        TrackedGeneration other = TrackedGeneration.intent(elsewhere, null, "", false, asked(), NOW);
        repository.unknown(repository.begin(other).key(), "cut");

        assertThat(repository.count(State.UNKNOWN))
                .isEqualTo(Map.of(
                        new Origin("llmstats", "flux", "llmstats", "default", null, Map.of()), 2L, elsewhere, 1L));
        assertThat(repository.count(State.PARKED)).isEmpty();
    }

    @Test
    void whatIsAdoptedIsThereOnce() {
        TrackedGeneration found = TrackedGeneration.adopted(running("g1"), ORIGIN, null, NOW);
        assertThat(repository.adopt(found).key()).isEqualTo(found.key());
        assertThat(repository
                        .adopt(TrackedGeneration.adopted(running("g1"), ORIGIN, null, NOW))
                        .key())
                .isEqualTo(found.key());
        String created = accepted(null, "g2").key();
        assertThat(repository
                        .adopt(TrackedGeneration.adopted(running("g2"), ORIGIN, null, NOW))
                        .key())
                .isEqualTo(created);
        assertThat(repository.claim(Claim.TRACKING, HERE, 10)).hasSize(1);
    }

    @Test
    void aNodeThatLeavesLetsGoOfAll() {
        TrackedGeneration intent = repository.begin(intent("i"));
        accepted(null, "g1");
        ended(null, "g2");
        claimed(Claim.DELIVERY);
        repository.leave();
        repository.join();

        assertThat(repository.find(intent.key()).map(TrackedGeneration::state)).isEqualTo(Optional.of(State.UNKNOWN));
        assertThat(claimed(Claim.TRACKING).id()).isEqualTo("g1");
        assertThat(claimed(Claim.DELIVERY).id()).isEqualTo("g2");
    }

    @Test
    void whatIsOldIsPurged() {
        ended("k", "g1");
        TrackedGeneration held = claimed(Claim.DELIVERY);
        repository.acknowledge(repository.delivering(held.key()).orElseThrow());
        TrackedGeneration keyless = repository.begin(intent(null));
        repository.unknown(keyless.key(), "cut");
        TrackedGeneration keyed = repository.begin(intent("u"));
        repository.unknown(keyed.key(), "cut");
        TrackedGeneration waiting = ended(null, "g2");
        repository.purge(Duration.ofHours(1), Duration.ofHours(1));
        assertThat(repository.find(held.key())).isPresent();
        assertThat(repository.find(keyless.key())).isPresent();

        repository.purge(Duration.ofMillis(-10), Duration.ofHours(1));

        assertThat(repository.find(held.key())).isEmpty();
        assertThat(repository.find(keyless.key())).isEmpty();
        assertThat(repository.find(keyed.key())).as("its key stays unknown").isPresent();
        assertThat(repository.find(waiting.key())).as("no end is dropped").isPresent();
    }

    @Test
    void aListComesInPages() {
        for (int i = 0; i < 5; i++) {
            repository.unknown(repository.begin(intent("k" + i)).key(), "cut");
        }
        List<TrackedGeneration> first = repository.list(State.UNKNOWN, "", 3);
        List<TrackedGeneration> second =
                repository.list(State.UNKNOWN, first.get(2).key(), 3);

        assertThat(first).hasSize(3);
        assertThat(second).hasSize(2);
        assertThat(second)
                .extracting(TrackedGeneration::key)
                .allMatch(key -> key.compareTo(first.get(2).key()) > 0);
    }
}
