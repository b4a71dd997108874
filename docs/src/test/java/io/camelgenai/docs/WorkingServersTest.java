package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each kind of odd behaviour has its tests, and a page with what they said. */
class WorkingServersTest {

    private static final Path TABLE = Path.of("target", "working-servers.adoc");
    private static final int VARIANTS = 5;

    private final WorkingServers servers = new WorkingServers();

    @Test
    void eachRowIsShownAndTheTableIsWritten() throws IOException {
        Files.writeString(TABLE, servers.table());

        assertThat(WorkingServers.rows()).hasSizeGreaterThanOrEqualTo(44).allSatisfy(row -> {
            assertThat(servers.testsOf(row)).as(row.number()).isNotEmpty();
            WorkingServers.Result result = servers.resultOf(row);
            assertThat(result.failed()).as(row.number()).isZero();
        });
    }

    /** Only where the tests of the component have run before, as they have in a whole build. */
    @Test
    void eachRowHasVariants() {
        List<String> few = WorkingServers.rows().stream()
                .filter(row -> servers.resultOf(row).cases() > 0)
                .filter(row -> servers.resultOf(row).cases() < VARIANTS)
                .map(WorkingServers.Row::number)
                .toList();

        assertThat(few).as("rows that fewer than %s cases show", VARIANTS).isEmpty();
    }
}
