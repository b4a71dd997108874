package io.camelgenai.docs.site;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of the simulator in a browser. With the system property {@code docs.write} it becomes the picture of the guide. */
@ExtendWith(Chromium.class)
class SimulatorPageTest {

    private static final Path PICTURE = Path.of("src/docs/asciidoc/images/simulator.png");

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(1).build());
    private final List<String> errors = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeEach
    void open(Browser browser) throws Exception {
        open(browser, new NewContextOptions().setViewportSize(1140, 900));
    }

    private void open(Browser browser, NewContextOptions options) throws Exception {
        context = browser.newContext(options);
        context.addInitScript(Axe.script());
        context.onWebError(error -> errors.add(error.error()));
        page = context.newPage();
        page.navigate(simulator.baseUrl());
        assertThat(page.locator("#provider option"))
                .hasCount(simulator.providers().size());
    }

    @AfterEach
    void close() {
        context.close();
        simulator.close();
        assertThat(errors).isEmpty();
    }

    private int create(String prompt) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl("llmstats") + "/v1/generations"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + simulator.apiKey("llmstats"))
                .POST(BodyPublishers.ofString(
                        "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"" + prompt + "\"},\"wait\":0}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void itShowsWhatWasCreatedAndWhatIsRunningAndTheJournal() throws Exception {
        create("a red bicycle [takes 60s]");
        create("a paper boat [takes 0s]");

        assertThat(page.locator("#created")).hasText("2");
        assertThat(page.locator("#running")).hasText("1");
        assertThat(page.locator("#generations tr")).hasCount(2);
        assertThat(page.locator("#journal details")).hasCount(2);
        page.locator("#journal summary").first().click();
        assertThat(page.locator("#journal details").first().locator("pre")).containsText("a paper boat");

        page.getByText("Reset everything").click();
        assertThat(page.locator("#created")).hasText("0");
        assertThat(page.locator("#journal details")).hasCount(0);
    }

    @Test
    void aFaultIsPlayedByAClick() throws Exception {
        page.locator("#fault [name=provider]").selectOption("llmstats");
        page.locator("#fault [name=operation]").selectOption("create");
        page.locator("#fault [name=status]").fill("429");
        page.getByText("Play it").click();
        assertThat(page.locator("#armed")).hasText("1");

        assertThat(create("a red bicycle")).isEqualTo(429);

        assertThat(page.locator("#faults tr")).hasCount(0);
        assertThat(simulator.unplayedFaults()).isEmpty();
    }

    @Test
    void linesToCopyAreThoseOfTheChosenProvider() {
        page.locator("#provider").selectOption("anthropic");

        assertThat(page.locator("#curl")).containsText(simulator.baseUrl("anthropic") + "/v1/messages");
        assertThat(page.locator("#route")).containsText("genai:anthropic/");
        assertThat(page.locator("#properties")).containsText("connections[anthropic].baseUrl=");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 390"})
    void itIsAccessibleAndFits(ColorScheme scheme, int width, Browser browser) throws Exception {
        context.close();
        create("a red bicycle [takes 60s]");
        simulator.fault(Fault.status(503).on("runway", "create").build());
        open(browser, new NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900));
        assertThat(page.locator("#journal details")).hasCount(1);

        assertThat(Axe.violations(page, true)).isEmpty();
        assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
    }

    @Test
    @EnabledIfSystemProperty(named = "docs.write", matches = "true")
    void thePictureOfTheGuideIsWritten() throws Exception {
        create("a red bicycle [takes 60s]");
        create("a paper boat [takes 0s]");
        simulator.fault(Fault.status(503).on("runway", "create").times(2).build());
        assertThat(page.locator("#generations tr")).hasCount(2);
        assertThat(page.locator("#faults tr")).hasCount(1);

        page.screenshot(new ScreenshotOptions().setFullPage(true).setPath(PICTURE));
    }
}
