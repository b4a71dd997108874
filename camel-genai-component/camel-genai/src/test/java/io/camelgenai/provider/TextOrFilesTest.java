package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An output that is a text or files, at the same place. */
class TextOrFilesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '~', textBlock = """
            "high tide"                                    | high tide | -
            ["high ","tide"]                               | high tide | -
            ["see ","https://a.example/x"," there"]        | see https://a.example/x there | -
            "https://a.example/x is a link"                | https://a.example/x is a link | -
            "data: none"                                   | data: none | -
            "https://a.example/x.png"                      | - | https://a.example/x.png
            ["https://a.example/1","http://a.example/2"]   | - | https://a.example/1 http://a.example/2
            "data:image/png;base64,AAAA"                   | - | data:image/png;base64,AAAA
            {"image":"https://a.example/x","seed":7}       | - | https://a.example/x
            {"frames":["https://a.example/1"]}             | - | https://a.example/1
            [{"file":"https://a.example/1","n":1}]         | - | https://a.example/1
            {"text":"high tide","language":"en"}           | high tide | -
            {"language":"en"}                              | ~~ | -
            [1,2]                                          | 12 | -
            []                                             | ~~ | -
            null                                           | ~~ | -
            """)
    void anOutputIsATextOrItsUrlsAreFiles(String output, String text, String files) {
        Generation read = Descriptors.catalog()
                .get("replicate")
                .generation()
                .read(
                        Descriptors.json("{\"id\":\"p1\",\"status\":\"succeeded\",\"output\":" + output + "}"),
                        Generation.of("replicate").build());

        assertThat(read.text()).isEqualTo(text);
        assertThat(read.artifacts().stream().map(Artifact::url).toList())
                .isEqualTo(files == null ? List.of() : List.of(files.split(" ")));
    }

    @Test
    void aFrameHasATextOrUrls() throws JsonProcessingException {
        FrameReader reader = Descriptors.parse(Descriptors.SMALL.replace(
                        "    ping: ignore", "    piece: { type: TEXT, text: \"/output/[text]\" }"))
                .frames()
                .reader();

        assertThat(reader.read("piece", "{\"output\":\"high tide\"}").text()).isEqualTo("high tide");
        assertThat(reader.read("piece", "{\"output\":\"https://a.example/1\"}").text())
                .isNull();
    }
}
