package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.forked.ChildJvm;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The component needs none of the monitoring libraries, no attachments and no webhooks. */
class WithoutExtrasTest {

    private static final List<String> EXTRAS = List.of(
            "micrometer-",
            "camel-health-",
            "camel-console-",
            "camel-management-4",
            "camel-telemetry-",
            "camel-test-",
            "camel-attachments-",
            "camel-webhook-",
            "camel-cloud-");

    @Test
    void itRunsWithoutAnyMonitoringLibrary() throws Exception {
        String rest = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> EXTRAS.stream().noneMatch(new File(each).getName()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
        try (ChildJvm child = ChildJvm.on(rest, 128, WithoutExtras.class)) {
            child.finishes(120);
            assertThat(child.value("extras"))
                    .as("the optional libraries on its class path")
                    .isEqualTo("[]");
            assertThat(child.value("status")).isEqualTo("COMPLETED");
        }
    }
}
