package io.camelgenai.benchmarks.isolation;

import io.camelgenai.benchmarks.isolation.Callers.Call;
import io.camelgenai.benchmarks.isolation.GenAiRoutes.Servers;
import io.camelgenai.benchmarks.measure.Rounds;
import io.camelgenai.benchmarks.measure.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One round: each kind of healthy work without its load, and then with it. Routes and callers are new in each round. */
final class IsolationRound implements AutoCloseable {

    static final int NESTED = 70;
    private static final int BLOCKED = 80;
    private static final int LATE = 200;
    private static final int SILENT = 100;
    private static final int OBSERVED = 40;
    private static final int CALLS = 60;
    private static final int WARM_UP_PART = 5;
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final long NESTED_SECONDS = 10;

    /** A load that grows no more for this time is as large as it gets. */
    private static final long STEADY_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final long MAX_START_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Servers servers;
    private final Rounds figures;
    private final int calls;
    private final Callers callers = new Callers();
    private final GenAiRoutes genai;
    private final Routes http;
    private volatile Durations deliveries = new Durations();

    /** @param figures receives the values of this round */
    IsolationRound(Scale scale, Servers servers, Rounds figures) throws Exception {
        this.servers = servers;
        this.figures = figures;
        calls = scale.of(CALLS, 10);
        Duration wait = wait(scale);
        genai = new GenAiRoutes(servers, wait, wait, startedAt -> deliveries.add(startedAt));
        http = new HttpRoutes(servers.jobs().url(), servers.slow(), wait);
    }

    /** How long a late answer takes, and how long a silent provider is waited for. */
    static Duration wait(Scale scale) {
        return Duration.ofMillis(scale.of(2_000, 1_000));
    }

    void run() throws Exception {
        String id = genai.newId();
        Call get = startedAt -> genai.get(id);
        blocked("genai", genai);
        blocked("camel-http", http);
        Durations generates = new Durations();
        Call late = timed(genai::generateLate, generates);
        compare("genai.late.get", get, false, waiting("genai.late", LATE, late));
        figures.add("genai.late.generate.p50", generates.millis(0.5));
        figures.add("genai.late.generate.p90", generates.millis(0.9));
        silent("genai", genai);
        silent("camel-http", http);
        Load observed = new Load(
                "genai.suspended",
                OBSERVED,
                genai::createObserved,
                () -> servers.slow().imagesCreated(servers.observed()),
                this::completeObserved);
        genai.suspendObserver();
        compare("genai.suspended.generate", genai::generate, false, observed);
        // The last one: exchanges that block each other would also be a load for all that follows.
        nested();
    }

    private void blocked(String peer, Routes routes) throws Exception {
        Load load = new Load(peer + ".blocked", BLOCKED, routes::block, routes.gate()::arrived, routes.gate()::open);
        compare(peer + ".blocked.create", routes::create, routes == genai, load);
    }

    private void silent(String peer, Routes routes) throws Exception {
        Load load = waiting(peer + ".silent", SILENT, routes::createSilently);
        compare(peer + ".silent.create", routes::create, routes == genai, load);
    }

    /** A load of requests that wait at the server, each until its own time is over. */
    private Load waiting(String name, int size, Call call) {
        return new Load(name, size, call, () -> servers.slow().waiting(), () -> {});
    }

    private void completeObserved() throws Exception {
        genai.resumeObserver();
        servers.slow().completeImages(servers.observed());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Callers.GRACE_SECONDS);
        while (genai.observed() < OBSERVED) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(genai.observed() + " of " + OBSERVED + " completions were observed");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private void nested() throws Exception {
        List<Future<Void>> all = callers.start(NESTED, genai::nest);
        awaitInPlace(genai.nested()::arrived, NESTED);
        genai.nested().open();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(NESTED_SECONDS);
        int finished = 0;
        for (Future<Void> each : all) {
            try {
                each.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                finished++;
            } catch (TimeoutException e) {
                // Counted as one that does not finish.
            }
        }
        figures.add("genai.nested.finished", finished);
        figures.add("genai.nested.started", NESTED);
    }

    /** Measures work without a load and with it. */
    private void compare(String name, Call work, boolean delivered, Load load) throws Exception {
        // Opens connections and starts threads.
        Window warmUp = new Window(work, calls / WARM_UP_PART);
        warmUp.pace();
        warmUp.finish(delivered);
        Window unloaded = new Window(work, calls);
        unloaded.pace();
        unloaded.finish(delivered);
        unloaded.report(name, delivered, ".unloaded");
        List<Future<Void>> all = callers.start(load.size(), load.call());
        figures.add(load.name() + ".inPlace", awaitInPlace(load.inPlace(), load.size()));
        Window loaded = new Window(work, calls);
        loaded.pace();
        load.release().run();
        Callers.join(all);
        loaded.finish(delivered);
        loaded.report(name, delivered, ".loaded");
    }

    /** Waits until a load is in place, or grows no more; returns how large it is. */
    private static int awaitInPlace(Load.Count inPlace, int size) throws Exception {
        long start = System.nanoTime();
        long grownAt = start;
        int max = 0;
        while (max < size
                && System.nanoTime() - (max == 0 ? start : grownAt) < (max == 0 ? MAX_START_NANOS : STEADY_NANOS)) {
            int now = inPlace.now();
            if (now > max) {
                max = now;
                grownAt = System.nanoTime();
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return max;
    }

    private static Call timed(Call call, Durations durations) {
        return startedAt -> {
            call.run(startedAt);
            durations.add(startedAt);
        };
    }

    /** Healthy work at a fixed rate. */
    private final class Window {

        private final Durations durations = new Durations();
        private final Durations delivered = new Durations();
        private final List<Future<Void>> started = new ArrayList<>();
        private final Call work;
        private final int count;

        Window(Call work, int count) {
            this.count = count;
            this.work = timed(work, durations);
        }

        void pace() {
            deliveries = delivered;
            started.addAll(callers.pace(count, INTERVAL, work));
        }

        /** Waits for all calls, and for their deliveries. */
        void finish(boolean withDeliveries) throws Exception {
            Callers.join(started);
            if (withDeliveries) {
                delivered.await(count);
            }
        }

        void report(String name, boolean withDeliveries, String side) {
            report(name + side, durations);
            if (withDeliveries) {
                report(name.replace(".create", ".delivery") + side, delivered);
            }
        }

        private void report(String name, Durations of) {
            figures.add(name + ".p50", of.millis(0.5));
            figures.add(name + ".p90", of.millis(0.9));
        }
    }

    @Override
    public void close() throws Exception {
        callers.close();
        genai.close();
        http.close();
    }
}
