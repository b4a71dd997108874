package io.camelgenai.tracking.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.client.Time;
import io.camelgenai.client.WorkExecutors;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.provider.BrokenMappings;
import io.camelgenai.provider.ProviderDescriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many generations are polled by few threads and few concurrent requests. */
@Timeout(30)
class PollingRunnerTest {

    private static final String RUNNING = "{\"id\":\"17\",\"status\":\"running\"}";
    private static final String COMPLETED = "{\"id\":\"17\",\"status\":\"completed\"}";

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Time time = Time.system(timer);
    private final ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    private final WorkExecutors work = new WorkExecutors(pool, pool, pool);
    private final LiveObservations live = new LiveObservations();
    private final Queue<GenerationEvent> events = new ConcurrentLinkedQueue<>();
    private final Queue<Observation> finished = new ConcurrentLinkedQueue<>();
    private final List<PollingObservation> observations = new ArrayList<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
        pool.shutdownNow();
    }

    private CompletableFuture<?> add(GenerationEvent event) {
        events.add(event);
        return ObservationRunner.CONSUMED;
    }

    private void observe(ScriptedProvider provider, String name, ObservationThreads threads, int count) {
        Generation known =
                Generation.of(name).id("17").status(GenerationStatus.QUEUED).build();
        for (int i = 0; i < count; i++) {
            PollingObservation observation = new PollingObservation(provider.client(), known, false, time);
            observations.add(observation);
            new ObservationRunner(observation, live, this::add, failure -> finished.add(observation)).start(threads);
        }
    }

    private static MockResponse answer(String body, String... headers) {
        MockResponse.Builder answer = new MockResponse.Builder().body(body);
        for (int i = 0; i < headers.length; i += 2) {
            answer.setHeader(headers[i], headers[i + 1]);
        }
        return answer.build();
    }

    @Test
    void anObservationBetweenTwoPollsUsesNoThread() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time);
                ObservationThreads threads = new ObservationThreads(0, work)) {
            loom.answers(request -> answer("{\"weaving\":\"17\",\"stage\":\"weaving\"}", "Retry-After", "600"));
            observe(loom, "loom", threads, 300);

            await().until(() -> loom.requests() == 300 && threads.running() == 0 && pool.getActiveCount() == 0);
            assertThat(finished).isEmpty();
            observations.forEach(Observation::close);
            await().until(() -> finished.size() == 300);
            assertThat(loom.requests()).as("there is no further poll").isEqualTo(300);
        }
    }

    @Test
    void aProviderIsPolledAtMostSixteenTimesConcurrently() throws IOException {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger max = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(16);
        try (ScriptedProvider loom = new ScriptedProvider("loom", time);
                ObservationThreads threads = new ObservationThreads(0, work)) {
            loom.answers(request -> {
                max.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                full.countDown();
                awaitQuietly(full);
                inFlight.decrementAndGet();
                return answer("{\"weaving\":\"17\",\"stage\":\"woven\"}");
            });
            observe(loom, "loom", threads, 200);

            await().until(() -> finished.size() == 200);
            assertThat(max).hasValue(16);
            assertThat(events).filteredOn(GenerationEvent::isTerminal).hasSize(200);
        }
    }

    @Test
    void longPollsCountAgainstTheLimitOfStreamsAndFurtherPollsAreShort() throws IOException {
        AtomicInteger longPolls = new AtomicInteger();
        AtomicInteger shortPolls = new AtomicInteger();
        CountDownLatch proceed = new CountDownLatch(1);
        try (ScriptedProvider llmstats = new ScriptedProvider("llmstats", time);
                ObservationThreads threads = new ObservationThreads(3, work)) {
            llmstats.answers(request -> {
                if (request.getTarget().contains("wait=")) {
                    longPolls.incrementAndGet();
                    awaitQuietly(proceed);
                    return answer(COMPLETED);
                }
                shortPolls.incrementAndGet();
                return answer(RUNNING);
            });
            observe(llmstats, "llmstats", threads, 20);

            await().until(() -> longPolls.get() == 3 && shortPolls.get() >= 17);
            assertThat(threads.running()).isEqualTo(3);
            assertThat(threads.waiting()).isZero();
            proceed.countDown();
            await().until(() -> finished.size() == 20);
            assertThat(events).filteredOn(GenerationEvent::isTerminal).hasSize(20);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPollThatFailsUnexpectedlyIsRetriedUntilTheObservationIsClosed() throws IOException {
        for (String name : List.of("loom", "llmstats")) {
            AtomicInteger bugs = new AtomicInteger(2);
            String word = name.equals("loom") ? "woven" : "completed";
            ProviderDescriptor broken =
                    BrokenMappings.of(ScriptedProvider.catalog().get(name), word, bugs, NullPointerException::new);
            String document = name.equals("loom") ? "{\"weaving\":\"17\",\"stage\":\"woven\"}" : COMPLETED;
            try (ScriptedProvider provider = new ScriptedProvider(broken, time);
                    ObservationThreads threads = new ObservationThreads(0, work)) {
                provider.answers(request -> answer(document));
                observe(provider, name, threads, 1);

                await().until(() -> !finished.isEmpty());
                assertThat(finished.remove().current().status()).isEqualTo(GenerationStatus.COMPLETED);
                assertThat(provider.requests()).isEqualTo(3);
            }
        }
    }

    @Test
    void whileReportsArriveTheStateIsPolledRarely() throws IOException {
        try (ScriptedProvider replicate = new ScriptedProvider("replicate", time);
                ObservationThreads threads = new ObservationThreads(0, work)) {
            replicate.answers(request -> answer("{\"id\":\"17\",\"status\":\"processing\"}"));
            replicate.client().webhooks().wasUseful();
            observe(replicate, "replicate", threads, 1);
            PollingObservation rare = observations.get(0);
            await().until(() -> replicate.requests() == 1 && rare.delay().compareTo(Duration.ofMinutes(1)) > 0);

            rare.report(null);
            await().until(() -> replicate.requests() == 2);
            rare.report(new ObjectMapper().readTree("{\"id\":\"17\",\"status\":\"starting\"}"));
            await().until(() -> replicate.requests() == 3);
            assertThat(rare.current().status())
                    .as("an older state does not win")
                    .isEqualTo(GenerationStatus.RUNNING);

            rare.report(new ObjectMapper().readTree("{\"id\":\"17\",\"status\":\"succeeded\"}"));
            await().until(() -> finished.size() == 1);
            assertThat(rare.current().status()).isEqualTo(GenerationStatus.COMPLETED);
            assertThat(replicate.requests()).isEqualTo(3);
        }
    }
}
