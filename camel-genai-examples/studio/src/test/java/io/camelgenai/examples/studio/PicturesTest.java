package io.camelgenai.examples.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of the documentation, with {@code -Ppictures}. */
@Tag("pictures")
@Timeout(180)
class PicturesTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void picturesOfThePages(@TempDir Path folder) {
        try (GenAiSimulator simulator =
                        GenAiSimulator.start(SimulatorOptions.builder().pace(4).build());
                RunningStudio studio = new RunningStudio(simulator, folder)) {
            Page page = CHROMIUM.open(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
            page.setDefaultTimeout(60_000);
            page.navigate(studio.address());
            simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
            submit(
                    page,
                    "PICTURE",
                    "llmstats/flux-1.1-pro",
                    "A map of an island that does not exist, in copper engraving",
                    "UNKNOWN");
            submit(page, "PICTURE", "bfl/flux-2-pro", "Hills in late summer, seen from a train", "COMPLETED");
            submit(page, "TEXT", "privategpt/default", "Why is the sea salty?", "COMPLETED");
            simulator.fault(
                    Fault.status(429).on("llmstats", "create").retryAfter("120").build());
            submit(page, "PICTURE", "llmstats/flux-1.1-pro", "Three moons over a quiet harbour", "FAILED");
            submit(page, "PICTURE", "fal/fal-ai/flux/dev", "A lighthouse at dusk, as a paper cut", "COMPLETED");
            submit(page, "VIDEO", "skills-video/google/veo-3.1", "Waves that come in at night", "COMPLETED");
            submit(page, "VIDEO", "runway/gen4_turbo", "A paper boat on a river at first light", "RUNNING");
            page.getByLabel("Prompt").fill("A glasshouse in the snow, lit from within");
            page.waitForSelector("progress[value]");

            page.setViewportSize(1140, 720);
            take(page, "studio");
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            page.setViewportSize(390, 844);
            take(page, "studio-phone");
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            page.setViewportSize(1000, 640);
            page.navigate(studio.address() + "operator.html");
            assertThat(page.locator("#unknown h3")).hasCount(1);
            take(page, "studio-operator");
        }
    }

    private static void submit(Page page, String kind, String model, String prompt, String status) {
        page.locator("label:has(input[value=" + kind + "])").click();
        page.getByLabel("Model").selectOption(model);
        page.getByLabel("Prompt").fill(prompt);
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Create"))
                .click();
        page.waitForSelector("#list > li:first-child[data-status=" + status + "]:has-text('" + prompt + "')");
    }

    private static void take(Page page, String name) {
        page.waitForFunction("[...document.images].every(each => each.complete)");
        page.screenshot(new ScreenshotOptions().setPath(Path.of(System.getProperty("pictures"), name + ".png")));
    }
}
