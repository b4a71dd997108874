package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.WebhookRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A webhook that the npm library of Standard Webhooks has signed, on which the SDKs of the vendors are built. Runs with {@code -Pforeign}. */
class WebhookSignaturesIT extends WebhookTestSupport {

    private static final String BODY = "{\"id\":\"17\",\"status\":\"succeeded\",\"output\":\"Zwölf Boxkämpfer 🥊\"}";

    @BeforeAll
    static void install() {
        NpmPackages.install("standardwebhooks", "1.1.1");
    }

    @Override
    public ConnectionConfiguration connection(String provider, String key) {
        ConnectionConfiguration connection = super.connection(provider, key);
        if (provider.equals("replicate")) {
            connection.setWebhookSecret(SECRET);
        }
        return connection;
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:replicate").errorHandler(routes.noErrorHandler()).to("genai:replicate?operation=webhook");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> signedByNode() throws IOException {
        Process node = NpmPackages.start(
                NpmPackages.command("sign-webhook.mjs"), Map.of("SECRET", SECRET, "BODY", BODY), "sign.txt");
        assertThat(NpmPackages.ended(node, Duration.ofSeconds(60))).isZero();
        return new ObjectMapper().readValue(Files.readString(NpmPackages.FOLDER.resolve("sign.txt")), Map.class);
    }

    @Test
    void whatTheLibraryOfTheSpecificationSignsIsAccepted() throws IOException {
        Map<String, String> headers = signedByNode();

        Exchange changed = send("replicate", headers, BODY.replace("17", "18"));
        assertThat(changed.getException()).isInstanceOf(WebhookRefusedException.class);

        Exchange accepted = send("replicate", headers, BODY);
        assertThat(accepted.getException()).isNull();
        assertThat(accepted.getMessage().getBody(Generation.class).status()).isEqualTo(GenerationStatus.COMPLETED);
    }
}
