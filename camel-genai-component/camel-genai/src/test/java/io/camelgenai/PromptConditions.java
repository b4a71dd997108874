package io.camelgenai;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests ask for their conditions at once and then often: Awaitility would wait 100 ms first, several times in each test. They
 * wait long enough for a busy machine. JUnit finds this class by its name in META-INF/services.
 */
public final class PromptConditions implements BeforeAllCallback {

    private static final Duration INTERVAL = Duration.ofMillis(10);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    @Override
    public void beforeAll(ExtensionContext tests) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(INTERVAL);
        Awaitility.setDefaultTimeout(MAX_WAIT);
    }
}
