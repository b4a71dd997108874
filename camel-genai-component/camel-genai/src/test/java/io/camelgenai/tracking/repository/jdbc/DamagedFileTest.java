package io.camelgenai.tracking.repository.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.RepositoryContract;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F64: an H2 file that is truncated, damaged, older than it was, or open elsewhere, is refused, and never an empty state. */
class DamagedFileTest {

    private static final int GENERATIONS = 30;
    private static final int CUTS = 60;
    private static final String DATABASE = "genai.mv.db";
    private static final String WITNESS = "genai.witness";

    @TempDir
    Path folder;

    /** The file that a process leaves when it is killed in its second run. */
    private byte[] left;

    @BeforeEach
    void killSecondRun() throws IOException {
        use(folder, repository -> IntStream.range(0, GENERATIONS).forEach(i -> repository
                .creates()
                .adopt(TrackedGeneration.adopted(
                        Generation.of("llmstats")
                                .id("g" + i)
                                .text("a text ".repeat(50))
                                .build(),
                        RepositoryContract.ORIGIN,
                        null,
                        RepositoryContract.NOW))));
        use(folder, repository -> left = read(folder.resolve(DATABASE)));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Use {
        void of(JdbcGenerationRepository repository);
    }

    private static void use(Path in, Use use) {
        JdbcConnectionPool pool = (JdbcConnectionPool) Databases.h2(in);
        try {
            JdbcGenerationRepository repository = new JdbcGenerationRepository(pool);
            repository.membership().join();
            try {
                use.of(repository);
            } finally {
                repository.membership().leave();
            }
        } finally {
            pool.dispose();
        }
    }

    /** A folder with these bytes in the file. */
    private Path folderWith(byte[] database) {
        try {
            Path copy = Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
            Files.write(copy.resolve(DATABASE), database);
            Files.copy(folder.resolve(WITNESS), copy.resolve(WITNESS));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertComplete(JdbcGenerationRepository repository) {
        assertThat(repository.records().list(State.ACCEPTED, "", 2 * GENERATIONS))
                .hasSize(GENERATIONS);
    }

    @Test
    void aKilledProcessLeavesACompleteFile() {
        use(folderWith(left), DamagedFileTest::assertComplete);
    }

    @Test
    void F64_aTruncatedFileIsRefusedOrComplete() {
        int refused = 0;
        for (int cut = 0; cut < CUTS; cut++) {
            Path copy = folderWith(Arrays.copyOf(left, (int) ((long) left.length * cut / CUTS)));
            try {
                use(copy, DamagedFileTest::assertComplete);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining(copy.resolve(DATABASE).toString());
                refused++;
            }
        }
        assertThat(refused).as("most of the data is older than the last start").isGreaterThan(CUTS / 2);
    }

    @Test
    void F64_aDamagedFileIsRefusedOrComplete() {
        Random random = new Random(64);
        for (int cut = 0; cut < CUTS; cut++) {
            byte[] damaged = left.clone();
            int from = random.nextInt(damaged.length - 16);
            for (int i = from; i < from + 16; i++) {
                damaged[i] ^= 0x55;
            }
            try {
                use(folderWith(damaged), DamagedFileTest::assertComplete);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageStartingWith("The repository cannot be read or written: ");
            }
        }
    }

    @Test
    void F64_anEmptyFileInPlaceOfAFullOneIsRefusedUntilAnOperatorDecides() throws IOException {
        Path copy = folderWith(new byte[0]);

        for (int start = 0; start < 3; start++) {
            assertThatThrownBy(() -> use(copy, DamagedFileTest::assertComplete))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(copy.resolve(DATABASE).toString())
                    .hasMessageContaining("older than it was")
                    .hasMessageContaining("delete " + copy.resolve(WITNESS));
        }
        Files.delete(copy.resolve(WITNESS));

        use(copy, repository -> assertThat(repository.records().list(State.ACCEPTED, "", 1))
                .isEmpty());
        assertThatCode(() -> use(copy, repository -> {})).doesNotThrowAnyException();
    }

    @Test
    void F64_aFileThatAnotherProcessHasOpenIsRefused() throws IOException {
        try (FileHolder other = new FileHolder(folder)) {
            assertThat(other).isNotNull();
            assertThatThrownBy(() -> use(folder, DamagedFileTest::assertComplete))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("may be already in use")
                    .hasMessageContaining(folder.resolve("genai").toString());
        }
        use(folder, DamagedFileTest::assertComplete);
    }
}
