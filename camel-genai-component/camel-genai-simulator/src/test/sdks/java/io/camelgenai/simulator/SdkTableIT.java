package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The table of the documentation is what this run of the profile {@code sdks} has played. {@code -Dsdks.write=true} writes it.
 */
class SdkTableIT {
    private static final Path TABLE = Path.of("../../docs/src/docs/asciidoc/_sdks/table.adoc");
    private static final String HEAD = """
            // Written by a run: mvn -Psdks -pl camel-genai-component/camel-genai-simulator test -Dsdks.write=true
            [cols="4,2,3,1,1,1,1,1,1,1,1",options="header"]
            |===
            |SDK |Version |Provider |Create |Stream |Get |List |Cancel |Delete |Upload |Errors
            """;

    @Test
    void theTableIsWhatThisRunHasPlayed() throws Exception {
        List<SdkRun> runs = SdkRun.stored().stream()
                .sorted(Comparator.comparing(SdkRun::provider).thenComparing(SdkRun::sdk))
                .toList();
        assertThat(runs).as("a run of all tests").hasSize(21);
        StringBuilder table = new StringBuilder(HEAD);
        runs.forEach(run -> table.append('\n').append(row(run)));
        table.append("|===\n");
        if (Boolean.getBoolean("sdks.write")) {
            Files.createDirectories(TABLE.getParent());
            Files.writeString(TABLE, table + dated());
        }
        assertThat(Files.readString(TABLE))
                .as("run this profile with -Dsdks.write=true")
                .startsWith(table);
    }

    private static String row(SdkRun run) {
        StringBuilder row = new StringBuilder("|`+" + run.sdk().replace(" ", "+` "))
                .append(" |" + run.version())
                .append(" |" + run.provider());
        for (String operation : SdkRun.OPERATIONS) {
            Integer passed = run.passed().get(operation);
            row.append(" |").append(passed == null ? "-" : passed);
        }
        return row.append('\n').toString();
    }

    private static String dated() throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "--version").start();
        String version = new String(node.getInputStream().readAllBytes()).strip();
        assertThat(node.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return "\nRun on " + LocalDate.now(ZoneOffset.UTC) + " with Node " + version.substring(1) + " and Java "
                + Runtime.version().feature() + ".\n";
    }
}
