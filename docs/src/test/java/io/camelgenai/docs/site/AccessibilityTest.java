package io.camelgenai.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No page has what axe-core, the checker of accessibility, finds: in the browser, with its scripts and its colors. */
@Tag("rendered")
@ExtendWith(Chromium.class)
class AccessibilityTest {

    private static final List<String> SAMPLE =
            List.of("features.html", "getting-started.html", "life-of-a-generation.html", "saving-files.html");
    private static final int PHONE = 390;
    private static final String WIDTH = "() => document.documentElement.scrollWidth";

    /** On a phone, where the menu, which all pages share, is closed: that saves half of the time. */
    @Test
    void everyPageIsAccessibleAndFitsAPhone(Browser browser) throws Exception {
        NewContextOptions phone = new NewContextOptions().setViewportSize(PHONE, 844);

        assertThat(violations(browser, phone, RenderedSite.pages().keySet(), false))
                .isEmpty();
    }

    /** The appearance is measured on a sample, which has each kind of element, since it is slow where a page has many links. */
    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void theAppearanceIs(ColorScheme scheme, Browser browser) throws Exception {
        NewContextOptions desktop = new NewContextOptions().setColorScheme(scheme);

        assertThat(violations(browser, desktop, SAMPLE, true)).isEmpty();
    }

    private static List<String> violations(
            Browser browser, NewContextOptions options, Collection<String> pages, boolean appearance)
            throws IOException {
        List<String> violations = new ArrayList<>();
        try (BrowserContext context = browser.newContext(options)) {
            context.addInitScript(Axe.script());
            Page tab = context.newPage();
            for (String page : pages) {
                tab.navigate(RenderedSite.address(page));
                if ((int) tab.evaluate(WIDTH) > tab.viewportSize().width) {
                    violations.add(page + " is wider than " + tab.viewportSize().width + " pixels");
                }
                Axe.violations(tab, appearance).forEach(each -> violations.add(page + " " + each));
            }
        }
        return violations;
    }
}
