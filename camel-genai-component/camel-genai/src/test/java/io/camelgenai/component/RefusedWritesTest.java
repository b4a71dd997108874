package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A write that the database refuses for its data, here by a constraint, keeps neither its consumer nor its generation busy. */
class RefusedWritesTest extends GenAiTestSupport {

    private static final Duration WITHIN = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private DataSource database;

    @Override
    public void routes(RouteBuilder routes) {
        database = Databases.h2(folder);
        context.getComponent("genai", GenAiComponent.class).setRepository(new JdbcGenerationRepository(database));
        routes.from("direct:order")
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=orders&idempotencyKey=${header.order}");
        routes.from("genai:llmstats?channel=orders&concurrentConsumers=1&redeliveryDelay=10ms&maxDeliveries=2")
                .process(exchange ->
                        delivered.add(exchange.getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class)));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void refuse(State state) throws SQLException {
        execute("ALTER TABLE genai_generation ADD CONSTRAINT refused CHECK (state <> '" + state + "')");
    }

    private String order(String key) {
        return send("direct:order", PROMPT, "order", key)
                .getMessage()
                .getHeader(GenAiConstants.GENERATION_ID, String.class);
    }

    private boolean isIn(State state, String id) {
        return repository().records().list(state, "", 100).stream().anyMatch(each -> id.equals(each.id()));
    }

    @Test
    void aResultThatIsRefusedReleasesItsPermitAndIsParkedAtLast() throws Exception {
        refuse(State.ACKNOWLEDGED);
        String first = order("1");
        await().atMost(WITHIN).until(() -> isIn(State.PARKED, first));
        assertThat(delivered).containsExactly(first, first);

        execute("ALTER TABLE genai_generation DROP CONSTRAINT refused");
        String second = order("2");

        await().atMost(WITHIN).until(() -> isIn(State.ACKNOWLEDGED, second));
        assertThat(delivered).containsExactly(first, first, second);
    }

    @Test
    void aTerminalStateThatIsRefusedIsStoredWithoutARestartWhenItsCauseIsGone() throws Exception {
        refuse(State.TERMINAL);
        String id = order("1");
        await().atMost(WITHIN).until(() -> log.toString().contains("is discarded"));
        assertThat(delivered).isEmpty();

        execute("ALTER TABLE genai_generation DROP CONSTRAINT refused");

        await().atMost(WITHIN).until(() -> isIn(State.ACKNOWLEDGED, id));
        assertThat(delivered).containsExactly(id);
    }

    @Test
    void aResultThatCannotBeStoredInAnyWayReleasesItsPermit() throws Exception {
        refuse(State.ACKNOWLEDGED);
        execute("ALTER TABLE genai_generation ADD CONSTRAINT refused_too CHECK (due_at < 1 OR state <> 'TERMINAL')");
        String first = order("1");
        await().atMost(WITHIN).until(() -> log.toString().contains("The redelivery of generation " + first));

        execute("ALTER TABLE genai_generation DROP CONSTRAINT refused");
        String second = order("2");

        await().atMost(WITHIN).until(() -> isIn(State.ACKNOWLEDGED, second));
        assertThat(simulator.generationsCreated()).isEqualTo(2);
    }
}
