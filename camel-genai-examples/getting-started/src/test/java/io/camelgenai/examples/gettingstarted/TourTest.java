package io.camelgenai.examples.gettingstarted;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.JournalEntry;
import io.camelgenai.simulator.SimulatorOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The complete example, at pace 0. */
@Timeout(120)
class TourTest {

    private static final String TSV_HEADER = "Category\tPrompt\n";

    private final Path folder;

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0).build());

    private final Path prompts;

    TourTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.prompts = Files.createDirectory(folder.resolve("in"));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Run run(Path from) throws Exception {
        return Run.of(simulator, from, folder.resolve("out"));
    }

    @Test
    void everyShippedPromptBecomesAPictureInTheGallery() throws Exception {
        Run run = run(Run.SHIPPED);

        assertThat(run.code()).isZero();
        assertThat(simulator.generationsCreated("llmstats")).isEqualTo(12);
        assertThat(run.pictures()).hasSize(12);
        for (Path picture : run.pictures()) {
            BufferedImage image = ImageIO.read(picture.toFile());
            assertThat(image.getWidth()).isGreaterThan(100);
            assertThat(run.page()).contains("src=\"pictures/" + picture.getFileName() + "\"");
        }
        PromptFile reader = new PromptFile();
        int shipped = 0;
        for (Path file : List.of(Path.of("creatures.txt"), Path.of("places.txt"), Path.of("things.tsv"))) {
            for (var all = reader.prompts(Run.SHIPPED.resolve(file).toFile()); all.hasNext(); shipped++) {
                String prompt = GalleryPage.escape(all.next());
                assertThat(run.page()).contains("alt=\"" + prompt + "\"").contains(">" + prompt + "</p>");
            }
        }
        assertThat(shipped).isEqualTo(12);
        assertThat(run.page()).contains("flux-1.1-pro", "$0.04", "$0.48").doesNotContain("http://", "https://");
    }

    @Test
    void theConsoleShowsEachStatusTheTableAndThePathOfThePage() throws Exception {
        Run run = run(Run.SHIPPED);

        Path page = folder.resolve("out/index.html").toAbsolutePath();
        assertThat(run.console().lines().filter(line -> line.matches("0\\d\\d  COMPLETED .*")))
                .hasSize(12);
        assertThat(run.console().lines().filter(line -> line.matches(" 0\\d\\d  COMPLETED .* pictures/0\\d\\d.png")))
                .hasSize(12);
        assertThat(run.console()).contains("  12  12 saved").endsWith(page + "\n         " + page.toUri() + "\n");
    }

    @Test
    void twoHundredPromptsAreTwoHundredGenerationsAndFiles() throws Exception {
        Files.writeString(
                prompts.resolve("many.tsv"),
                TSV_HEADER
                        + IntStream.rangeClosed(1, 200)
                                .mapToObj(n -> "Many\tPicture of the number " + n + "\n")
                                .collect(Collectors.joining()));

        Run run = run(prompts);

        assertThat(run.code()).isZero();
        assertThat(simulator.generationsCreated("llmstats")).isEqualTo(200);
        assertThat(simulator.requests("llmstats", "create")).hasSize(200);
        assertThat(run.downloads()).hasSize(200).extracting(JournalEntry::path).doesNotHaveDuplicates();
        assertThat(run.pictures()).hasSize(200);
        assertThat(run.page()).contains("alt=\"Picture of the number 1\"", "alt=\"Picture of the number 200\"");
    }

    @Test
    void aSignedUrlIsUsedUnchanged() throws Exception {
        Run run = run(Run.SHIPPED);

        assertThat(run.downloads()).hasSize(12).allSatisfy(download -> {
            assertThat(download.status()).isEqualTo(200);
            assertThat(download.method()).isEqualTo("GET");
            assertThat(download.path()).matches(".*/gen_[0-9a-f]+%2F0\\.png");
            assertThat(download.query()).matches("X-Sig=[\\w-]+\\+[\\w-]+&part=1&part=2&Expires=\\d+");
        });
    }

    @Test
    void noHeaderOfTheMessageReachesTheHostOfTheFiles() throws Exception {
        Run run = run(Run.SHIPPED);

        assertThat(run.downloads()).hasSize(12).allSatisfy(download -> assertThat(
                        download.headers().keySet())
                .isSubsetOf("host", "user-agent", "accept", "accept-encoding", "connection", "content-length"));
    }

    @Test
    void aKeyOfTheEnvironmentIsNeverUsed() throws Exception {
        assertThat(System.getenv("LLMSTATS_API_KEY")).isEqualTo("key-of-the-environment");

        Run run = run(Run.SHIPPED);

        assertThat(run.code()).isZero();
        assertThat(simulator.requests("llmstats", "create")).hasSize(12).allSatisfy(create -> assertThat(
                        create.header("Authorization"))
                .isEqualTo("Bearer " + JournalEntry.fingerprint("ze_simulator")));
        assertThat(simulator.requests("privategpt", "create"))
                .hasSize(2)
                .allSatisfy(create -> assertThat(create.header("Authorization")).isNull());
    }

    @Test
    void aFailureIsShownWithItsReasonAndTheOthersAreGenerated() throws Exception {
        Files.writeString(
                prompts.resolve("mixed.txt"),
                "A calm sea\nA <b>forbidden</b> \"sea\" [fail]\n\nA sea nobody may ask for [reject]\n");

        Run run = run(prompts);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.pictures()).hasSize(1);
        assertThat(run.page())
                .contains("alt=\"A calm sea\"", "<strong>failed</strong>", "held back by the content filter")
                .contains("A &lt;b&gt;forbidden&lt;/b&gt; &quot;sea&quot;", "<strong>not created</strong>", "422")
                .doesNotContain("<b>forbidden");
        assertThat(run.console()).contains("   3  1 saved", "2 without a picture");
    }

    @Test
    void anExpiredUrlIsReportedWithWhatToDo() throws Exception {
        simulator.fault(Fault.status(403).on("llmstats", "artifact").times(2).build());
        Files.writeString(prompts.resolve("one.txt"), "A late picture\n");

        Run run = run(prompts);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.console())
                .containsPattern("generation gen_[0-9a-f]+ of llmstats is gone: 127.0.0.1 answered 403 to a URL");
    }

    @Test
    void aFileWithoutTheColumnIsReportedAndTheOthersAreRead() throws Exception {
        Files.writeString(prompts.resolve("wrong.tsv"), "Text\tMood\nA prompt\tcalm\n");
        Files.writeString(prompts.resolve("right.txt"), "A prompt that can be read\n");

        Run run = run(prompts);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.pictures()).hasSize(1);
        assertThat(run.console()).contains("Not read: wrong.tsv: wrong.tsv has no column Prompt");
    }

    @Test
    void createsToABusyProviderAreRetriedWithoutADuplicatePicture() throws Exception {
        simulator.fault(Fault.status(429)
                .retryAfter("0")
                .on("llmstats", "create")
                .times(3)
                .build());

        Run run = run(Run.SHIPPED);

        assertThat(run.code()).isZero();
        assertThat(simulator.generationsCreated("llmstats")).isEqualTo(12);
        assertThat(run.pictures()).hasSize(12);
    }

    @Test
    void aGenerationThatWouldTakeAMinuteIsCanceled() throws Exception {
        Run run = run(Run.SHIPPED);

        assertThat(simulator.requests("privategpt", "cancel")).hasSize(1);
        assertThat(run.console()).containsPattern("\n(\\S+) is (RUNNING|QUEUED)\n\\1 is CANCELED\n");
    }
}
