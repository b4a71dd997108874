package io.camelgenai.examples.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.examples.studio.Submission.Status;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** What is recorded about submissions. */
class SubmissionsTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

    private SubmissionStore store;
    private Submissions submissions;
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start(@TempDir Path folder) {
        DriverManagerDataSource database =
                new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        new ResourceDatabasePopulator(new ClassPathResource("schema.sql")).execute(database);
        store = new SubmissionStore(JdbcClient.create(database));
        submissions = new Submissions(
                store, new LiveUpdates(), new StudioProperties(folder, List.of(), null, true, Set.of()), camel);
        camel.start(); // what fails while it stops is not recorded
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void whatArrivesAfterTheCompletionIsNotKept() {
        store.insert(submission("one"));
        submissions.failed("one", new GenerationOutcomeUnknownException("cut", Where.provider("acme"), null));
        submissions.accepted("one", running(0.5));
        submissions.resolved("one", "gen_1");

        assertThat(submissions.view(submissions.find("one")).progress()).isNull();
        submissions.accepted("one", running(0.7));
        assertThat(submissions.view(submissions.find("one")).progress()).isEqualTo(0.7);
    }

    @Test
    void whatIsOfAnotherDatabaseIsNotKept() {
        submissions.accepted("one", running(0.5));
        store.insert(submission("one"));

        assertThat(submissions.view(submissions.find("one")).progress()).isNull();
    }

    @Test
    void noSubmissionOfTheSameMillisecondIsBetweenTwoPages() {
        for (String id : List.of("c", "a", "d", "b")) {
            store.insert(submission(id));
        }

        assertThat(store.before(NOW.plusMillis(1), "", 2))
                .extracting(Submission::id)
                .containsExactly("d", "c");
        assertThat(store.before(NOW, "c", 2)).extracting(Submission::id).containsExactly("b", "a");
    }

    private static Generation running(double progress) {
        return Generation.of("acme")
                .id("gen_1")
                .status(GenerationStatus.RUNNING)
                .progress(progress)
                .build();
    }

    private static Submission submission(String id) {
        return new Submission(id, "acme/one", "A lighthouse", null, Status.SENDING, null, null, null, null, NOW, null);
    }
}
