package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files that a request may have: a mistake in the descriptor is refused with its path and the reason. */
class InputMistakesTest {

    private static final String UPLOAD = "upload: { call: POST /files, parts: { file: '{file}' }, file: /id }";

    private static ProviderDescriptor with(String inputs) {
        return Descriptors.parse(Descriptors.SMALL + "\ninputs: { " + inputs.replace("UPLOAD", UPLOAD) + " }\n");
    }

    @Test
    void theUnitsOfASizeArePowersOf1024() {
        InputRole role = with("roles: { image: { at: /image, as: [dataUri], maxSize: 5MB } }")
                .inputs()
                .roles()
                .get("image");

        assertThat(role.largest()).isEqualTo(5L << 20);
        assertThat(role.max()).isOne();
        assertThat(role.accepts("image/png")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            roles: { Image: { at: /image, as: [url] } }                                 | /inputs/roles: 'Image' is no role: use lower-case words joined by '-'
            roles: { image: { at: image, as: [url] } }                                  | /inputs/roles/image/at: expected a path below the root of the body, found 'image'
            roles: { image: { at: /a/*/b, as: [url] } }                                 | /inputs/roles/image/at: '*' is no place to write to: use names, [last], and '-' at the end
            roles: { image: { at: /a/-/b, as: [url] } }                                 | /inputs/roles/image/at: '-' is no place to write to: use names, [last], and '-' at the end
            roles: { image: { at: [/a/-, /b], as: [url] } }                             | /inputs/roles/image/at: a place that takes all files is the only one
            roles: { image: { at: /image, as: [link] } }                                | /inputs/roles/image/as: 'link' is none of [url, dataUri, base64, upload, part]
            roles: { image: { at: /image, as: { url: 'here' } } }                       | /inputs/roles/image/as/url: contains no {url}
            roles: { image: { at: /image, as: [url], max: 2 } }                         | /inputs/roles/image/max: is never read: each place takes one file; let 'at' end with '/-' for a list
            roles: { image: { at: /images/-, as: [url], max: 0 } }                      | /inputs/roles/image/max: expected a number from 1, found number
            roles: { image: { at: /image, as: [url], maxSize: 5 mb } }                  | /inputs/roles/image/maxSize: expected a size such as 5MB, found '5 mb'
            roles: { image: { at: /image, as: [url], maxInline: 5MB } }                 | /inputs/roles/image/maxInline: is never read: no file is within the request
            roles: { image: { at: /image, as: [upload] } }                              | /inputs/upload: missing: the call that uploads a file
            roles: { image: { at: /image, as: [url, part] } }                           | /inputs/roles/image/as: a file that is a part of the request travels in no other form, at the name of one part
            roles: { image: { at: /a/image, as: [part] } }                                | /inputs/roles/image/as: a file that is a part of the request travels in no other form, at the name of one part
            roles: { image: { at: /image, as: [part] } }                                  | /operations/create/withFiles: missing: the call that takes files as parts of the request
            roles: { image: { at: /image, as: [url] } }, UPLOAD                         | /inputs/upload: is never read: no role is uploaded
            roles: { a: { at: /a, as: [url] } }, text: { at: /t, as: [x] }              | /inputs/text/as: contains no {text}
            roles: { a: { at: /a, as: [upload] } }, upload: { call: POST /f, body: {}, file: /id } | /inputs/upload/call: expected one of 'parts', 'put' and 'post': how the file travels, found 0
            roles: { a: { at: /a, as: [upload] } }, upload: { call: POST /f, parts: { a: b }, file: /id } | /inputs/upload/parts: no part is {file}
            roles: { a: { at: /a, as: [upload] } }, upload: { call: GET /f, parts: { a: '{file}' }, file: /id } | /inputs/upload/call: an upload sends a request: use POST, PUT or PATCH
            """)
    void aMistakeIsRefused(String inputs, String message) {
        assertThatThrownBy(() -> with(inputs))
                .isInstanceOf(DescriptorException.class)
                .hasMessageEndingWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a: { at: /a, as: [upload] } }, UPLOAD | /inputs/upload: a signer would need the whole file in memory: only 'put' and 'post' are possible
            a: { at: /a, as: [part] } }             | /inputs/roles: a signer would need the whole file in memory: no 'part' is possible
            """)
    void aFormIsNotSigned(String inputs, String message) {
        String signed =
                Descriptors.SMALL.replace("{ header: Authorization, value: \"Bearer {key}\" }", "{ signer: hmac-v1 }");
        assertThat(signed).isNotEqualTo(Descriptors.SMALL);

        assertThatThrownBy(() ->
                        Descriptors.parse(signed + "\ninputs: { roles: { " + inputs.replace("UPLOAD", UPLOAD) + " }\n"))
                .hasMessageEndingWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            call: POST /jobs, withFiles: { call: POST /f }                               | /operations/create/withFiles: is never read: no role travels as 'part'
            call: POST /jobs, forModels: [{ models: x, call: POST /x }], withFiles: { call: POST /f } | /operations/create/forModels: is not possible beside 'withFiles'
            """)
    void aCallForFilesIsForThoseThatAreParts(String create, String message) {
        String changed = Descriptors.SMALL.replace("call: POST /jobs", create);
        String roles = message.contains("forModels") ? "\ninputs: { roles: { a: { at: /a, as: [part] } } }\n" : "";
        assertThat(changed).isNotEqualTo(Descriptors.SMALL);

        assertThatThrownBy(() -> Descriptors.parse(changed + roles)).hasMessageEndingWith(message);
    }
}
