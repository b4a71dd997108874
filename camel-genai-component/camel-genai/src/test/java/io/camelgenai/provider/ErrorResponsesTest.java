package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.provider.ErrorMapping.ProviderError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How error responses are read, and which of them prove that nothing was created. */
class ErrorResponsesTest {

    private final ErrorMapping llmstats = Descriptors.llmstats().errors();
    private final ErrorMapping privategpt = Descriptors.privategpt().errors();

    private static ProviderError error(@Nullable String code, @Nullable String message, boolean retryable) {
        return new ProviderError(code, message, null, null, retryable);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_input, false",
        "401, unauthenticated, false",
        "402, insufficient_quota, false",
        "403, model_unavailable, false",
        "404, not_found, false",
        "422, content_policy, false",
        "429, rate_limited, true",
        "500, internal_error, true",
        "502, provider_unavailable, true",
        "504, provider_timeout, true"
    })
    void everyCodeOfLlmstatsIsRead(int status, String code, boolean retryable) {
        String body = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"No.\",\"param\":\"input.prompt\"}}";
        assertThat(llmstats.read(status, Descriptors.json(body))).isEqualTo(error(code, "No.", retryable));
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, INVALID_REQUEST_ERROR, false",
        "404, not_found_error, NOT_FOUND_ERROR, false",
        "429, rate_limit_error, RATE_LIMIT_ERROR, true",
        "500, api_error, API_ERROR, true",
        "529, overloaded_error, OVERLOADED_ERROR, true"
    })
    void theNestedEnvelopeOfPrivategptIsRead(int status, String type, String code, boolean retryable) {
        String body = "{\"type\":\"error\",\"error\":{\"type\":\"" + type
                + "\",\"message\":\"Title\",\"detail\":{\"code\":\"" + code
                + "\",\"explanation\":\"Because\"}},\"request_id\":\"r1\",\"exception\":{\"type\":\"E\",\"message\":\"boom\"},\"detail\":[{\"msg\":\"field required\"}]}";
        assertThat(privategpt.read(status, Descriptors.json(body)))
                .isEqualTo(new ProviderError(code, "Because", "r1", null, retryable));
    }

    @Test
    void anEnvelopeWithoutADetailFallsBackToTypeAndTitle() {
        String body =
                "{\"type\":\"error\",\"error\":{\"type\":\"billing_error\",\"message\":\"Billing Error\"},\"request_id\":null}";
        assertThat(privategpt.read(402, Descriptors.json(body)))
                .isEqualTo(error("billing_error", "Billing Error", false));
    }

    @Test
    void aDetailMayBeASentence() {
        assertThat(privategpt.read(404, Descriptors.json("{\"detail\":\"Stream with message_id m1 not found\"}")))
                .isEqualTo(error(null, "Stream with message_id m1 not found", false));
        assertThat(privategpt.read(401, Descriptors.json("{\"detail\":\"Not authenticated\"}")))
                .isEqualTo(error(null, "Not authenticated", false));
    }

    @Test
    void aDetailMayBeAListOfFields() {
        String body =
                "{\"detail\":[{\"loc\":[\"body\",\"messages\"],\"msg\":\"Field required\",\"type\":\"missing\"},{\"msg\":\"Other\"}]}";
        assertThat(privategpt.read(422, Descriptors.json(body)))
                .isEqualTo(error(null, "body.messages: Field required; Other", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\"<html>\"",
                "{}",
                "{\"error\":{}}",
                "{\"error\":\"\"}",
                "{\"detail\":[]}",
                "{\"detail\":{}}"
            })
    void aResponseOfAnotherShapeHasNoContent(String body) {
        assertThat(llmstats.read(400, Descriptors.json(body))).isEqualTo(error(null, null, false));
        assertThat(privategpt.read(400, Descriptors.json(body))).isEqualTo(error(null, null, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 413, 422, 429})
    void a4xxProvesThatNothingWasCreated(int status) {
        assertThat(llmstats.provesRejection(status, null)).isTrue();
        assertThat(privategpt.provesRejection(status, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void aTimeoutOrAServerErrorProvesNothing(int status) {
        assertThat(llmstats.provesRejection(status, null)).isFalse();
        assertThat(privategpt.provesRejection(status, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 302, 303, 307})
    void aResponseThatIsNotAnErrorProvesNothing(int status) {
        assertThat(llmstats.provesRejection(status, null)).isFalse();
        assertThat(privategpt.provesRejection(status, null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "500, internal_error, false",
        "502, provider_unavailable, false",
        "504, provider_timeout, false",
        "500, content_policy, true",
        "503, rate_limited, true"
    })
    void aDocumentedRejectionOfLlmstatsProvesItWithAnyStatus(int status, String code, boolean proven) {
        assertThat(llmstats.provesRejection(status, code)).isEqualTo(proven);
    }

    @ParameterizedTest
    @CsvSource({"529,, true", "529, OVERLOADED_ERROR, true", "500, overloaded_error, true", "500, API_ERROR, false"})
    void anOverloadedPrivategptCreatedNothing(int status, @Nullable String code, boolean proven) {
        assertThat(privategpt.provesRejection(status, code)).isEqualTo(proven);
    }

    @Test
    void aDescriptorCanListAmbiguousCodesAndThePathOfTheWait() {
        String yaml = Descriptors.SMALL.replace(
                "code: /code", "code: /code\n  retryAfter: /wait\n  ambiguous: [409, maybe]\n  retryable: [busy]");
        ErrorMapping errors = Descriptors.parse(yaml).errors();
        assertThat(errors.provesRejection(409, null)).isFalse();
        assertThat(errors.provesRejection(400, "maybe")).isFalse();
        assertThat(errors.provesRejection(400, "busy")).isTrue();
        ProviderError busy = errors.read(400, Descriptors.json("{\"code\":\"busy\",\"wait\":\"2.5\"}"));
        assertThat(busy.retryable()).isTrue();
        assertThat(busy.retryAfterSeconds()).isEqualByComparingTo("2.5");
    }
}
