package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.provider.ErrorMapping;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of what a status and a provider's code mean. */
class FailureKindTest extends TransportTestSupport {

    private GenAiException failure(ProviderClient client) {
        return catchThrowableOfType(GenAiException.class, () -> client.get(known(), new Cancellation()));
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        status, code,                 kind,                retryable, rejection, connection, cursor refused
        302,    -,                    UNEXPECTED_RESPONSE, false,     false,     true,       false
        400,    invalid_input,        INVALID_REQUEST,     false,     true,      false,      true
        401,    unauthenticated,      UNAUTHORIZED,        false,     true,      true,       false
        402,    insufficient_quota,   REFUSED,             false,     true,      false,      false
        403,    model_unavailable,    UNAUTHORIZED,        false,     true,      true,       false
        404,    not_found,            GONE,                false,     true,      false,      true
        405,    -,                    REFUSED,             false,     true,      false,      false
        408,    -,                    REQUEST_TIMEOUT,     false,     false,     true,       false
        409,    -,                    CONFLICT,            false,     true,      false,      true
        410,    -,                    GONE,                false,     true,      false,      true
        413,    -,                    REFUSED,             false,     true,      false,      false
        416,    -,                    INVALID_REQUEST,     false,     true,      false,      true
        422,    content_policy,       INVALID_REQUEST,     false,     true,      false,      true
        429,    rate_limited,         RATE_LIMITED,        true,      true,      true,       false
        500,    internal_error,       SERVER_ERROR,        true,      false,     true,       false
        500,    content_policy,       SERVER_ERROR,        true,      true,      true,       false
        501,    -,                    SERVER_ERROR,        false,     false,     true,       false
        502,    provider_unavailable, SERVER_ERROR,        true,      false,     true,       false
        503,    rate_limited,         SERVER_ERROR,        true,      true,      true,       false
        599,    -,                    SERVER_ERROR,        false,     false,     true,       false
        """)
    void anErrorResponseHasOneMeaning(
            int status,
            String code,
            FailureKind kind,
            boolean retryable,
            boolean rejection,
            boolean connection,
            boolean cursorRefused)
            throws IOException {
        String body = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"No.\"}}";
        ProviderClient client = client("llmstats", Peer.json(status + " Status", body));

        GenAiException failure = failure(client);

        assertThat(failure).isInstanceOfSatisfying(GenAiHttpException.class, e -> {
            assertThat(e.getFailureKind()).isEqualTo(kind);
            assertThat(e.isRetryable()).isEqualTo(retryable);
            assertThat(e.isRejection()).isEqualTo(rejection);
        });
        assertThat(kind.concernsConnection()).isEqualTo(connection);
        assertThat(kind.refusesCursor()).isEqualTo(cursorRefused);
    }

    @Test
    void aPageInPlaceOfAnEventStreamIsAnUnexpectedResponse() throws IOException {
        ProviderClient client = client("privategpt", Peer.json("200 OK", CREATED));

        assertThat(attachFailure(client).getFailureKind()).isEqualTo(FailureKind.UNEXPECTED_RESPONSE);
    }

    @Test
    void aServerThatHangsUpGaveNoResponse() throws IOException {
        ProviderClient client = client("llmstats", Peer.hangUp());

        assertThat(failure(client).getFailureKind()).isEqualTo(FailureKind.NO_RESPONSE);
    }

    @Test
    void anAnswerBeyondItsLimitIsTooLarge() throws IOException {
        ProviderClient client = client("llmstats", Peer.json("200 OK", " ".repeat(65 * 1024)));

        assertThat(failure(client).getFailureKind()).isEqualTo(FailureKind.TOO_LARGE);
    }

    @Test
    void aServerThatIsNotThereIsAFailureToConnect() throws IOException {
        client("llmstats");
        peer.close();
        ProviderClient client = client("llmstats", URI.create("http://127.0.0.1:" + peer.port()), null);

        assertThat(failure(client))
                .isInstanceOf(GenAiConnectException.class)
                .extracting(GenAiException::getFailureKind)
                .isEqualTo(FailureKind.CONNECT_FAILED);
    }

    /** OkHttp shows it only where it was set up with a proxy. */
    @Test
    void aProxyThatAsksForCredentialsConcernsTheConnection() throws IOException {
        client("llmstats");

        assertThat(ErrorMapping.kindOf(407)).isEqualTo(FailureKind.PROXY_UNAUTHORIZED);
        assertThat(FailureKind.PROXY_UNAUTHORIZED.concernsConnection()).isTrue();
        assertThat(FailureKind.PROXY_UNAUTHORIZED.refusesCursor()).isFalse();
    }

    @Test
    void anUnknownOutcomeIsNotTheFailureOfOneCall() throws IOException {
        client("llmstats");
        GenAiException unknown = new GenerationOutcomeUnknownException("no id", Where.provider("llmstats"), null);

        assertThat(unknown.getFailureKind()).isEqualTo(FailureKind.OTHER);
        assertThat(FailureKind.OTHER.concernsConnection()).isTrue();
    }
}
