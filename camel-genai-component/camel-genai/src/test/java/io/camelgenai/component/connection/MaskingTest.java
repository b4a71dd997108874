package io.camelgenai.component.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The summary of its properties that Camel Main logs at the start shows no key under a name that is no option. Main asks Camel
 * for each property whether it is sensitive.
 */
class MaskingTest {

    private static boolean isMasked(String property) throws Exception {
        Properties properties = new Properties();
        properties.setProperty(property, "1s");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().setInitialProperties(properties);
            context.start();
            context.getComponent("genai");
            return CamelContextHelper.containsSensitive(context, property);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.genai.connections[x].apiKey",
                "camel.component.genai.connections[x].apiKee",
                "camel.component.genai.connections[x].api-kee",
                "camel.component.genai.connections[x].key",
                "camel.component.genai.connections[x].Authorization",
                "camel.component.genai.connections[x].httpHeader[X-Gateway-Token]",
                "camel.component.genai.connections[x].httpHeader.Via",
                "camel.component.genai.connections[x].http-header.Via",
                "camel.component.genai.connections.x.apiKee",
                "camel.component.genai.connections.x",
                "camel.component.genai.connections[x]",
                "camel.component.genai.apiKee"
            })
    void F69_whatMayBeAKeyIsMasked(String property) throws Exception {
        assertThat(isMasked(property)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.genai.connections[x].headersTimeout",
                "camel.component.genai.connections[x].max-retries",
                "camel.component.genai.connections[x].query[api-version]",
                "camel.component.genai.retention",
                "camel.component.genai.track-for",
                "camel.component.other.apiKee"
            })
    void whatCannotBeAKeyIsShown(String property) throws Exception {
        assertThat(isMasked(property)).isFalse();
    }
}
