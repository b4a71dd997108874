package io.camelgenai.examples.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser, on the simulator: what a user sees and does. */
@Timeout(120)
class StudioTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String FLUX = "llmstats/flux-1.1-pro";
    private static final String FAL = "fal/fal-ai/flux/dev";
    private static final String TEXT = "privategpt/default";
    private static final byte[] PICTURE = picture();

    private static GenAiSimulator simulator;
    private static RunningStudio studio;

    private Page page;

    @BeforeAll
    static void start(@TempDir Path folder) {
        simulator = GenAiSimulator.start(SimulatorOptions.builder().pace(0.2).build());
        studio = new RunningStudio(simulator, folder);
    }

    @AfterAll
    static void stop() {
        if (studio != null) {
            studio.close();
            simulator.close();
        }
    }

    @BeforeEach
    void open() {
        simulator.reset();
        page = CHROMIUM.open(new NewContextOptions());
        page.setDefaultTimeout(20_000);
        page.navigate(studio.address());
    }

    @AfterEach
    void close() {
        page.context().close();
    }

    private void choose(String model, String prompt) {
        Locator kind = page.locator("label:has(input[value=" + kind(model) + "])");
        kind.click();
        page.getByLabel("Model").selectOption(model);
        page.getByLabel("Prompt").fill(prompt);
    }

    private static String kind(String model) {
        return model.equals(TEXT) ? "TEXT" : model.startsWith("skills-video") ? "VIDEO" : "PICTURE";
    }

    private Locator create() {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Create"));
    }

    /** The result of a prompt. */
    private Locator card(String prompt) {
        return page.locator("#list > li").filter(new Locator.FilterOptions().setHasText(prompt));
    }

    private static Locator cancel(Locator card) {
        return card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel"));
    }

    private Locator submit(String model, String prompt) {
        choose(model, prompt);
        create().click();
        return card(prompt);
    }

    private static void completes(Locator card) {
        assertThat(card).hasAttribute("data-status", "COMPLETED", new HasAttributeOptions().setTimeout(30_000));
    }

    /** The provider has it, and it is not over. Whether a poll meets it in the queue or later is up to the provider. */
    private static void isTracked(Locator card) {
        assertThat(card).hasAttribute("data-status", Pattern.compile("QUEUED|RUNNING"));
    }

    private static void shows(Locator card, String words) {
        assertThat(card).containsText(words, new ContainsTextOptions().setTimeout(20_000));
    }

    @Test
    void aDoubleClickCreatesOnePictureThatAppearsWithItsCost() {
        choose(FLUX, "A lighthouse, once");
        create().dblclick();
        Locator card = card("A lighthouse, once");

        completes(card);
        page.waitForFunction("document.querySelector('#list img').naturalWidth > 0");
        shows(card, "$0.04");
        assertThat(page.locator("#spent")).containsText(Pattern.compile("Spent today \\$0\\.[0-9]*[1-9]"));
        assertThat(page.locator("#list > li").filter(new Locator.FilterOptions().setHasText("A lighthouse, once")))
                .hasCount(1);
        assertThat(simulator.requests("llmstats", "create")).hasSize(1);
    }

    @Test
    void aFormWhoseAnswerWasLostIsSentAgainAndAnotherPromptIsNotLost() {
        choose(FLUX, "A lighthouse, sent twice");
        losesTheNextAnswer();
        create().click();
        assertThat(page.locator("#problem")).containsText("cannot be reached");
        create().click();
        assertThat(page.getByLabel("Prompt")).hasValue("");

        choose(FLUX, "A lighthouse, as it was");
        losesTheNextAnswer();
        create().click();
        assertThat(page.locator("#problem")).containsText("cannot be reached");
        page.getByLabel("Prompt").fill("A lighthouse, changed since");
        create().click();
        assertThat(page.locator("#problem")).containsText("This is a new form now");
        create().click();

        for (String each : List.of("sent twice", "as it was", "changed since")) {
            completes(card("A lighthouse, " + each));
        }
        assertThat(simulator.requests("llmstats", "create")).hasSize(3);
    }

    /** The server receives the form, and the page no answer. */
    private void losesTheNextAnswer() {
        page.route(
                "**/api/submissions",
                route -> {
                    route.fetch();
                    route.abort();
                },
                new Page.RouteOptions().setTimes(1));
    }

    @Test
    void theQueueAndTheProgressAreShownWhileTheyChange() {
        Locator card = submit(FAL, "A lighthouse in the queue [takes 10s]");

        shows(card, "In the queue, position 0");
        shows(card, "In progress");
        Locator elapsed = card.locator(".elapsed");
        assertThat(elapsed).hasText(Pattern.compile("\\d+\\.\\d s"));
        assertThat(elapsed).not().hasText(elapsed.innerText());
        completes(card);
        assertThat(card.locator("img")).isVisible();
    }

    @Test
    void cancelStopsItAtTheProvider() {
        Locator card = submit(FAL, "A lighthouse to cancel [takes 90s]");
        cancel(card).click();

        assertThat(card).hasAttribute("data-status", "CANCELED");
        assertThat(card.locator(".what")).hasText("Canceled");
        assertThat(simulator.requests("fal", "cancel")).hasSize(1);
    }

    @Test
    void aFailureSaysWhatToDo() {
        simulator.fault(Fault.status(401).on("llmstats", "create").build());
        shows(submit(FLUX, "A lighthouse without a key"), "llmstats refused the key");

        simulator.fault(
                Fault.status(429).on("llmstats", "create").retryAfter("120").build());
        Locator limited = submit(FLUX, "A lighthouse too many");
        shows(limited, "Too many requests for llmstats");
        shows(limited, "Wait 120 seconds");

        Locator refused = submit(FLUX, "A lighthouse of bad taste [reject]");
        shows(refused, "The content was refused");
        assertThat(refused.locator(".words")).not().isEmpty();

        Locator failed = submit(FLUX, "A lighthouse that breaks [fail]");
        shows(failed, "The content was refused");
        shows(failed, "content filter");
    }

    @Test
    void aReferencePictureGoesAlong() {
        choose("bfl/flux-2-pro", "A lighthouse like this one");
        page.getByLabel("Reference picture").setInputFiles(new FilePayload("one.png", "image/png", PICTURE));
        create().click();

        completes(card("A lighthouse like this one"));
        assertThat(simulator.receivedFiles()).hasSize(1);
    }

    @Test
    void aReloadInTheMiddleChangesNothing() {
        Locator card = submit(FLUX, "A lighthouse through a reload [takes 5s]");
        isTracked(card);
        page.reload();

        completes(card);
        assertThat(simulator.requests("llmstats", "create")).hasSize(1);
    }

    @Test
    void aRestartInTheMiddleChangesNothing() {
        Locator text = submit(TEXT, "Why does it restart? [tokens 60] [takes 7s]");
        Locator card = submit(FLUX, "A lighthouse through a restart [takes 6s]");
        isTracked(card);
        assertThat(text.locator(".text")).not().isEmpty();
        studio.restart();

        completes(card);
        assertThat(card.locator("img")).isVisible();
        completes(text);
        assertThat(simulator.requests("llmstats", "create")).hasSize(1);
        assertThat(simulator.requests("privategpt", "create")).hasSize(1);
    }

    @Test
    void aTextAppearsWordByWord() {
        Locator card = submit(TEXT, "Why is the sea salty? [tokens 90] [takes 8s]");
        Locator text = card.locator(".text");
        assertThat(text).not().isEmpty();
        String first = text.innerText();
        page.waitForFunction(
                "length => document.querySelector('#list .text').innerText.length > length", first.length());
        String second = text.innerText();

        assertThat(card).hasAttribute("data-status", "RUNNING");
        completes(card);
        assertThat(second).startsWith(first).hasSizeGreaterThan(first.length());
        assertThat(text.innerText()).startsWith(second).hasSizeGreaterThan(second.length());
    }

    @Test
    void aVideoIsServedInRangesSoThatItSeeks() throws Exception {
        Locator card = submit("skills-video/google/veo-3.1", "A lighthouse that turns");
        completes(card);
        assertThat(card.locator("video")).isVisible();

        String address = studio.address() + card.locator("video").getAttribute("src");
        HttpResponse<byte[]> part = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Range", "bytes=4-7")
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(new String(part.body(), StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    }

    @Test
    void anOperatorResolvesAnUnknownOutcome() throws Exception {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        Locator card = submit(FLUX, "A lighthouse of unknown fate");
        shows(card, "It is not known whether llmstats accepted this");
        card.getByText("Open the operator").click();

        Locator unknown = page.locator("#unknown > li").filter(new Locator.FilterOptions().setHasText("unknown fate"));
        unknown.getByLabel("Its id at the provider").fill(createdId());
        unknown.getByText("It was created").click();
        assertThat(page.locator("#result")).containsText("It is tracked as");
        assertThat(unknown).hasCount(0);

        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Studio")).click();
        completes(card);
        assertThat(simulator.requests("llmstats", "create")).hasSize(1);
    }

    private static String createdId() throws IOException {
        try (InputStream created = URI.create(simulator.baseUrl() + "/_simulator/generations")
                .toURL()
                .openStream()) {
            String document = new String(created.readAllBytes(), StandardCharsets.UTF_8);
            return document.replaceFirst("(?s).*(gen_[0-9a-f]+).*", "$1");
        }
    }

    @Test
    void anOperatorDiscardsAnUnknownOutcome() {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        Locator card = submit(FLUX, "A lighthouse to discard");
        card.getByText("Open the operator").click();
        Locator unknown = page.locator("#unknown > li").filter(new Locator.FilterOptions().setHasText("to discard"));
        unknown.getByText("discard").last().click();
        assertThat(unknown).hasCount(0);

        page.navigate(studio.address());
        shows(card, "An operator discarded this");
    }

    @Test
    void anOperatorRedeliversAParkedDelivery() {
        simulator.fault(Fault.status(500).on("llmstats", "artifact").times(5).build());
        Locator card = submit(FLUX, "A lighthouse that is not saved");
        shows(card, "Saving the file");
        page.navigate(studio.address() + "operator.html");
        Locator parked = page.locator("#parked > li").filter(new Locator.FilterOptions().setHasText("not saved"));
        await().atMost(Duration.ofSeconds(60)).pollInSameThread().untilAsserted(() -> {
            page.reload();
            page.waitForSelector("#parked > li");
            assertThat(parked.count()).isEqualTo(1);
        });
        simulator.clearFaults();
        parked.getByText("Deliver again").click();
        assertThat(page.locator("#result")).containsText("delivered again");

        page.navigate(studio.address());
        completes(card);
    }

    @Test
    void theKeyboardIsEnough() {
        page.getByLabel("Prompt").focus();
        page.keyboard().press("Shift+Tab");
        assertThat(page.locator("input[value=PICTURE]")).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().type("A lighthouse by keyboard [takes 90s]");
        page.keyboard().press("Tab");
        assertThat(page.getByLabel("Model")).isFocused();
        page.keyboard().type("FLUX dev");
        page.keyboard().press("Control+Enter");
        Locator card = card("A lighthouse by keyboard");
        assertThat(cancel(card)).isVisible();
        for (int tabs = 0; tabs < 20 && !isFocused(cancel(card)); tabs++) {
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Enter");

        assertThat(card).hasAttribute("data-status", "CANCELED");
        assertThat(card.locator("h3")).isFocused();
    }

    private static boolean isFocused(Locator element) {
        return (boolean) element.evaluate("each => each === document.activeElement");
    }

    @Test
    void axeFindsNothingInLightAndDarkAndOnAPhone() throws Exception {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        shows(submit(FLUX, "A lighthouse that may exist"), "It is not known");
        completes(submit(FLUX, "A lighthouse without a mistake"));
        completes(submit(TEXT, "A text without a mistake [tokens 20]"));
        shows(submit(FAL, "A lighthouse that takes long [takes 30s]"), "In the queue");

        for (String address : List.of("", "operator.html")) {
            page.navigate(studio.address() + address);
            page.waitForSelector("#list > li, #unknown > li");
            page.evaluate(axe());
            findsNothing(ColorScheme.LIGHT, 1280);
            findsNothing(ColorScheme.DARK, 390);
        }
    }

    private void findsNothing(ColorScheme scheme, int width) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.setViewportSize(width, 844);

        assertThat(violations()).as(scheme + " " + page.url()).isEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("no scrolling sideways at " + width)
                .isLessThanOrEqualTo(width);
    }

    @SuppressWarnings("unchecked")
    private List<String> violations() {
        List<Map<String, Object>> found = (List<Map<String, Object>>)
                page.evaluate(
                        "async () => (await axe.run({ resultTypes: ['violations'] })).violations.map(each =>"
                                + " ({ id: each.id, nodes: each.nodes.map(node => node.html + ' ' + node.failureSummary).join(' ') }))");
        return found.stream().map(Map::toString).toList();
    }

    private static String axe() throws IOException {
        try (InputStream script = StudioTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] picture() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
