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

/** F64: a file of H2 that is torn, damaged, older than it was, or open elsewhere, is refused, and never an empty state. */
class DamagedFileTest {

    private static final int GENERATIONS = 30;
    private static final int PLACES = 60;
    private static final String DATABASE = "genai.mv.db";
    private static final String WITNESS = "genai.witness";

    @TempDir
    Path folder;

    /** What a process that is killed in its second run leaves. */
    private byte[] left;

    @BeforeEach
    void leaveIt() throws IOException {
        use(folder, repository -> IntStream.range(0, GENERATIONS)
                .forEach(i -> repository.adopt(TrackedGeneration.adopted(
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

    private static void use(Path place, Use use) {
        JdbcConnectionPool pool = (JdbcConnectionPool) Databases.h2(place);
        try {
            JdbcGenerationRepository repository = new JdbcGenerationRepository(pool);
            repository.join();
            try {
                use.of(repository);
            } finally {
                repository.leave();
            }
        } finally {
            pool.dispose();
        }
    }

    /** Another place, with this in the file. */
    private Path placeWith(byte[] database) {
        try {
            Path place = Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
            Files.write(place.resolve(DATABASE), database);
            Files.copy(folder.resolve(WITNESS), place.resolve(WITNESS));
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertHoldsAll(JdbcGenerationRepository repository) {
        assertThat(repository.list(State.ACCEPTED, "", 2 * GENERATIONS)).hasSize(GENERATIONS);
    }

    @Test
    void whatAKilledProcessLeftIsWhole() {
        use(placeWith(left), DamagedFileTest::assertHoldsAll);
    }

    @Test
    void F64_aFileThatIsCutShortIsRefusedOrHoldsAllThatItHeld() {
        int refused = 0;
        for (int place = 0; place < PLACES; place++) {
            Path cut = placeWith(Arrays.copyOf(left, (int) ((long) left.length * place / PLACES)));
            try {
                use(cut, DamagedFileTest::assertHoldsAll);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining(cut.resolve(DATABASE).toString());
                refused++;
            }
        }
        assertThat(refused).as("most of it was written before the last start").isGreaterThan(PLACES / 2);
    }

    @Test
    void F64_aFileWithOtherBytesIsRefusedOrHoldsWhatItHeld() {
        Random random = new Random(64);
        for (int place = 0; place < PLACES; place++) {
            byte[] damaged = left.clone();
            int from = random.nextInt(damaged.length - 16);
            for (int i = from; i < from + 16; i++) {
                damaged[i] ^= 0x55;
            }
            try {
                use(placeWith(damaged), DamagedFileTest::assertHoldsAll);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageStartingWith("The repository can not be read or written: ");
            }
        }
    }

    @Test
    void F64_anEmptyFileInThePlaceOfAFullOneIsRefusedAgainAndAgainUntilAPersonDecides() throws IOException {
        Path place = placeWith(new byte[0]);

        for (int start = 0; start < 3; start++) {
            assertThatThrownBy(() -> use(place, DamagedFileTest::assertHoldsAll))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(place.resolve(DATABASE).toString())
                    .hasMessageContaining("older than it was")
                    .hasMessageContaining("delete " + place.resolve(WITNESS));
        }
        Files.delete(place.resolve(WITNESS));

        use(place, repository -> assertThat(repository.list(State.ACCEPTED, "", 1))
                .isEmpty());
        assertThatCode(() -> use(place, repository -> {})).doesNotThrowAnyException();
    }

    @Test
    void F64_aFileThatAnotherProcessHasOpenIsRefused() throws IOException {
        try (FileHolder other = new FileHolder(folder)) {
            assertThat(other).isNotNull();
            assertThatThrownBy(() -> use(folder, DamagedFileTest::assertHoldsAll))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("may be already in use")
                    .hasMessageContaining(folder.resolve("genai").toString());
        }
        use(folder, DamagedFileTest::assertHoldsAll);
    }
}
