package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelgenai.generation.GenAiException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that repeats the key, wherever it does, does not bring it into an exception. */
class EchoedKeyTest extends TransportTestSupport {

    private GenAiException failure(ProviderClient client) {
        return catchThrowableOfType(GenAiException.class, () -> client.get(known(), new Cancellation()));
    }

    private static String shown(Throwable failure) {
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, "req-" + KEY + "-1", "Bearer " + KEY})
    void aRequestIdThatContainsTheKeyIsDropped(String id) throws IOException {
        ProviderClient client = client(
                "llmstats", Peer.json("401 Unauthorized", "{\"error\":{\"code\":\"c\"}}", "x-request-id: " + id));
        GenAiException failure = failure(client);

        assertThat(failure.getRequestId()).isNull();
        assertThat(shown(failure)).doesNotContain(KEY, "request ");
    }

    @Test
    void aRequestIdInABodyThatContainsTheKeyIsDropped() throws IOException {
        ProviderClient client = client(
                "privategpt",
                Peer.json("401 Unauthorized", "{\"request_id\":\"" + KEY + "\",\"error\":{\"type\":\"t\"}}"));

        assertThat(failure(client).getRequestId()).isNull();
    }

    @Test
    void anotherRequestIdIsKept() throws IOException {
        ProviderClient client = client("llmstats", Peer.json("401 Unauthorized", "{}", "x-request-id: req_9"));

        assertThat(failure(client).getRequestId()).isEqualTo("req_9");
    }

    @Test
    void aStatusLineThatContainsTheKeyIsMasked() throws IOException {
        ProviderClient client = client("llmstats", (socket, out) -> {
            out.write(("HTTP/9.9 " + KEY + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.close();
        });
        GenAiException failure = failure(client);

        assertThat(failure).isInstanceOf(NoResponseException.class);
        assertThat(failure.getMessage()).doesNotContain(KEY);
    }
}
