package io.camelgenai.examples.studio;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The machine's own Chromium, headless, for all tests of a class. They are skipped where there is none, or none that starts. The
 * system property {@code browser} names another executable, which has to start.
 */
final class Chromium implements BeforeAllCallback, AfterAllCallback {

    private static final double MAX_WAIT_MILLIS = 20_000;
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private @Nullable Playwright playwright;
    private @Nullable Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        String named = System.getProperty("browser", "");
        List<Path> executables = named.isEmpty() ? executables() : List.of(Path.of(named));
        if (!executables.isEmpty()) {
            PlaywrightAssertions.setDefaultAssertionTimeout(MAX_WAIT_MILLIS);
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = named.isEmpty() ? firstThatStarts(executables) : launch(executables.get(0));
        }
        Assumptions.assumeTrue(
                browser != null, "There is no browser: install the package chromium, or set -Dbrowser=PATH");
    }

    private static List<Path> executables() {
        List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator));
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .toList();
    }

    /** Ubuntu's chromium-browser only says that it has to be installed. */
    private @Nullable Browser firstThatStarts(List<Path> executables) {
        for (Path each : executables) {
            try {
                return launch(each);
            } catch (PlaywrightException e) {
                // The next one, if there is one.
            }
        }
        return null;
    }

    private Browser launch(Path executable) {
        return playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** A page in a profile of its own. */
    Page open(Browser.NewContextOptions options) {
        return browser.newContext(options).newPage();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            playwright.close();
        }
    }
}
