package io.camelgenai.docs.site;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the scripts of the site do, opened from the disk, and what is left without them. */
@Tag("rendered")
@ExtendWith(Chromium.class)
class BrowserTest {

    private static final String TABS = ".tabs >> nth=0";

    private final List<String> requested = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private Browser browser;
    private BrowserContext context;

    @BeforeEach
    void open(Browser opened) {
        browser = opened;
        use(new NewContextOptions().setViewportSize(1280, 900));
    }

    @AfterEach
    void nothingFailedOrCameFromElsewhere() {
        context.close();
        assertThat(errors).isEmpty();
        assertThat(requested).isNotEmpty().allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    }

    private void use(NewContextOptions options) {
        if (context != null) {
            context.close();
        }
        context = browser.newContext(options);
        context.onRequest(request -> requested.add(request.url()));
        context.onWebError(error -> errors.add(error.error()));
    }

    private Page page(String name) {
        Page page = context.newPage();
        page.navigate(RenderedSite.address(name));
        return page;
    }

    private static void assertLanguage(Page page, String language) {
        for (Locator tabs : page.locator(".tabs").all()) {
            assertThat(tabs.locator("[role=tab][aria-selected=true]")).hasText(language);
            assertThat(tabs.locator(".panel:visible")).hasCount(1);
            assertThat(tabs.locator(".panel:visible code").first())
                    .hasAttribute("data-lang", language.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void aLanguageIsChosenOnceForAllPages() {
        Page page = page("saving-files.html");
        assertLanguage(page, "Java");

        page.locator(TABS)
                .locator("[role=tab]", new Locator.LocatorOptions().setHasText("XML"))
                .click();
        assertLanguage(page, "XML");
        assertLanguage(page("inputs.html"), "XML");
        page.reload();
        assertLanguage(page, "XML");
    }

    @Test
    void theTabsAreOperatedByTheKeyboard() {
        Page page = page("saving-files.html");
        page.locator(TABS).locator("[aria-selected=true]").focus();

        page.keyboard().press("ArrowRight");
        assertLanguage(page, "YAML");
        page.keyboard().press("End");
        assertLanguage(page, "XML");
        page.keyboard().press("ArrowRight");
        assertLanguage(page, "Java");
        page.keyboard().press("ArrowLeft");
        assertLanguage(page, "XML");
        assertThat(page.locator(TABS).locator("[role=tab]:focus")).hasText("XML");
        assertThat(page.locator(TABS).locator("[role=tab][tabindex='0']")).hasCount(1);
    }

    @Test
    void everyLanguageIsPrinted() {
        Page page = page("saving-files.html");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        assertThat(page.locator(TABS).locator(".panel:visible")).hasCount(3);
        assertThat(page.locator("nav:visible, .bar:visible, button:visible")).hasCount(0);
    }

    @Test
    void withoutScriptsEverythingIsShown() {
        use(new NewContextOptions().setJavaScriptEnabled(false).setViewportSize(390, 844));
        Page page = page("saving-files.html");

        assertThat(page.locator(TABS).locator(".panel:visible")).hasCount(3);
        assertThat(page.locator("form.search")).isHidden();
        assertThat(page.locator(".noscript")).containsText("Searching needs JavaScript");
        assertThat(page.locator(".menu a[aria-current]")).isHidden();
        page.locator(".menu > summary").click();
        assertThat(page.locator(".menu a[aria-current]")).isVisible();
    }

    @Test
    void theSearchFindsOptionsErrorsAndSections() {
        Page page = page("providers/fal.html");
        assertThat(page.locator("form.search")).isVisible();

        for (String[] each : new String[][] {
            {"headersTimeout", "genai-component.html#option-headersTimeout"},
            {"too much is in flight", "errors.html#message-too-much-is-in-flight-the-exchange-was"},
            {"nothing arrives", "troubleshooting.html#nothing-arrives"},
            {"lease of 30 seconds", "several-nodes.html#lease"}
        }) {
            page.keyboard().press("/");
            assertThat(page.locator("#search")).isFocused();
            page.locator("#search").fill(each[0]);
            assertThat(page.locator(".results a").first()).hasAttribute("href", "../" + each[1]);
            page.keyboard().press("Escape");
            assertThat(page.locator(".results")).isHidden();
            page.locator("h1").click();
        }

        page.keyboard().press("/");
        page.locator("#search").fill("headersTimeout");
        assertThat(page.locator(".results a")).not().hasCount(0);
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile("genai-component\\.html#option-headersTimeout$"));
    }

    @Test
    void theSearchSaysThatNothingWasFound() {
        Page page = page("index.html");
        page.locator("#search").fill("zebra crossing");

        assertThat(page.locator(".results [role=status]")).hasText("Nothing has all of these words.");
    }

    @Test
    void codeIsCopied() {
        use(new NewContextOptions().setPermissions(List.of("clipboard-read", "clipboard-write")));
        Page page = page("saving-files.html");
        Locator block =
                page.locator(TABS).locator(".panel:visible .listingblock").first();
        block.hover();
        block.locator("button").click();

        assertThat(block.locator("button")).hasText("Copied");
        assertThat(page.evaluate("() => navigator.clipboard.readText()"))
                .asString()
                .startsWith("from(\"direct:save\")\n")
                .endsWith(";\n");
    }

    @Test
    void aPhoneHasTheContentsBelowTheFirstParagraph() {
        use(new NewContextOptions().setViewportSize(390, 844));
        Page page = page("saving-files.html");
        double lead = page.locator(".lead").boundingBox().y;
        double contents = page.locator(".contents").boundingBox().y;
        assertThat(contents).isBetween(lead, page.locator(".body").boundingBox().y);
    }

    @Test
    void theFirstTabStopSkipsToTheText() {
        Page page = page("index.html");
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        assertThat(page.locator(".skip")).isInViewport();
        page.keyboard().press("Enter");

        page.waitForURL(Pattern.compile("#content$"));
    }
}
