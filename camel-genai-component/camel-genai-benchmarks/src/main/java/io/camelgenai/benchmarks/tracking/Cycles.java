package io.camelgenai.benchmarks.tracking;

import com.zaxxer.hikari.HikariDataSource;
import io.camelgenai.benchmarks.measure.Results;
import io.camelgenai.benchmarks.measure.Rounds;
import io.camelgenai.benchmarks.measure.Scale;
import io.camelgenai.benchmarks.server.JobControl;
import io.camelgenai.benchmarks.server.ServerProcess;
import io.camelgenai.tracking.repository.MemoryGenerationRepository;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Measures how many generations complete the cycle from create to acknowledgement in a second, with 64 concurrent creates, in
 * memory and on PostgreSQL; and how many small rows the database alone takes through the five steps of a cycle, each a write
 * with a commit of its own, on the same number of connections.
 */
final class Cycles {

    private static final String MEMORY = "genai.memory";
    private static final String POSTGRES = "genai.postgres";
    private static final String BARE = "postgres";
    private static final int CONNECTIONS = 8;
    private static final int ROUNDS = 7;
    /** The compiler is at work until then. */
    private static final int WARM_UP = 15;

    /** The repository in memory keeps the keys of all rounds. */
    private static final int IN_MEMORY = 4_000;

    private static final int IN_POSTGRES = 2_000;

    private final Scale scale;
    private final Rounds perSecond = new Rounds();

    Cycles(Scale scale) {
        this.scale = scale;
    }

    void run(PrintStream out, Results results) throws Exception {
        try (ServerProcess server = ServerProcess.jobs();
                Postgres postgres = new Postgres()) {
            postgres.create("genai");
            postgres.create("bare");
            String url = new JobControl(server, "cycles", 0).url();
            double commits = measure(url, postgres);
            out.printf("%-22s %12s %16s%n", "", "cycles/s", "commits/cycle");
            print(out, "in memory", perSecond.median(MEMORY), "");
            print(out, "on PostgreSQL", perSecond.median(POSTGRES), String.format(Locale.ROOT, "%.2f", commits));
            print(out, "PostgreSQL alone", perSecond.median(BARE), String.valueOf(BareCommits.COMMITS_PER_ROW));
            out.printf("%s%n%n", postgres.settings());
            results.add(MEMORY + ".cyclesPerSecond", perSecond.median(MEMORY));
            results.add(POSTGRES + ".cyclesPerSecond", perSecond.median(POSTGRES));
            results.add(POSTGRES + ".commitsPerCycle", commits);
            results.add(BARE + ".cyclesPerSecond", perSecond.median(BARE));
            results.add(POSTGRES + "." + BARE + ".ratio", perSecond.ratio(POSTGRES, BARE));
        }
    }

    /** @return the commits per cycle, including those outside the cycles */
    private double measure(String url, Postgres postgres) throws Exception {
        long before = postgres.commits("genai");
        long cycles;
        try (HikariDataSource pool = postgres.pool("genai");
                CycleRoutes memory = new CycleRoutes(url, new MemoryGenerationRepository());
                CycleRoutes durable = new CycleRoutes(url, new JdbcGenerationRepository(pool));
                BareCommits bare = new BareCommits(postgres, "bare", CONNECTIONS)) {
            for (int round = -scale.of(WARM_UP, 0); round < scale.of(ROUNDS, 1); round++) {
                Rounds target = round < 0 ? new Rounds() : perSecond;
                target.add(MEMORY, memory.perSecond(scale.of(IN_MEMORY, 50)));
                target.add(POSTGRES, durable.perSecond(scale.of(IN_POSTGRES, 50)));
                target.add(BARE, bare.perSecond(scale.of(IN_POSTGRES, 50)));
            }
            cycles = durable.cycles();
        }
        return (double) (postgres.commits("genai") - before) / cycles;
    }

    private static void print(PrintStream out, String side, double rate, String commits) {
        out.printf(Locale.ROOT, "%-22s %12.0f %16s%n", side, rate, commits);
    }
}
