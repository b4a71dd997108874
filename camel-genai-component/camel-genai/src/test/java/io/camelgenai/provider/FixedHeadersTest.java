package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers that a descriptor prescribes for each request. */
class FixedHeadersTest {

    private static ProviderDescriptor with(String headers) {
        return Descriptors.parse(Descriptors.SMALL.replace("title: Acme", "title: Acme\nheaders: " + headers));
    }

    @Test
    void namesAndValuesAreRead() {
        assertThat(with("{ X-Acme-Version: \"2026-08-01\", x-acme-form: new }").headers())
                .containsEntry("X-Acme-Version", "2026-08-01")
                .containsEntry("x-acme-form", "new")
                .hasSize(2);
        assertThat(Descriptors.parse(Descriptors.SMALL).headers()).isEmpty();
    }

    @Test
    void theyAreKeptWhereTheConnectionHasAnotherOpinionOfTheEndMarker() {
        String withEnd = Descriptors.SMALL
                .replace("title: Acme", "title: Acme\nheaders: { X-Acme: \"1\" }")
                .replace("stream:\n  frames:", "stream:\n  end: \"[DONE]\"\n  frames:");

        assertThat(Descriptors.parse(withEnd).withEndMarkerCompletes(true).headers())
                .containsEntry("X-Acme", "1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { Host: a.example }              | /headers/Host: 'Host' is a header that the client sets itself
            { content-length: "0" }          | /headers/content-length: 'content-length' is a header that the client sets itself
            { authorization: x }             | /headers/authorization: is the header that contains the key; see 'auth'
            { "X Acme": x }                  | /headers/X Acme: 'X Acme' is not the name of a header
            { "": x }                        | /headers/: '' is not the name of a header
            { X-Acme: "ä" }                  | /headers/X-Acme: contains a character that no HTTP header may contain
            { X-Acme: "a\\nb" }              | /headers/X-Acme: contains a character that no HTTP header may contain
            { X-Acme: " " }                  | /headers/X-Acme: is blank
            { X-Acme: "{key}" }              | /headers/X-Acme: '{key}' cannot be filled here; the key is sent as 'auth' says
            { X-Acme: [a] }                  | /headers/X-Acme: expected a text, found array
            { X-Acme: a, x-acme: b }         | /headers/x-acme: is given twice
            [ X-Acme ]                       | /headers: expected names and their values, as { NAME: VALUE }, found array
            """)
    void aHeaderThatCannotBeSentIsRefused(String headers, String message) {
        assertThatThrownBy(() -> with(headers)).hasMessageContaining("Descriptor acme.yaml, at " + message);
    }
}
