package io.camelgenai.examples.gettingstarted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptFileTest {

    private final Path folder;

    PromptFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private List<String> read(String name, byte[] content) throws Exception {
        Path file = Files.write(folder.resolve(name), content);
        List<String> prompts = new ArrayList<>();
        new PromptFile().prompts(file.toFile()).forEachRemaining(prompts::add);
        return prompts;
    }

    private List<String> read(String name, String content) throws Exception {
        return read(name, content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTextHasAPromptOnEachLineThatIsNotEmpty() throws Exception {
        assertThat(read("a.txt", "\uFEFFone\r\n\r\n  two\ttabs  \n \nthree"))
                .containsExactly("one", "two\ttabs", "three");
    }

    @Test
    void aTableIsReadByTheNameOfItsColumn() throws Exception {
        assertThat(read("a.tsv", "\uFEFFMood\t prompt \tNotes\r\ncalm\tA pond\tx\r\n\r\nwild\t\tx\r\nodd\tA cello\r\n"))
                .containsExactly("A pond", "A cello");
    }

    @Test
    void theColumnMayBeTheFirstOrTheOnlyOne() throws Exception {
        assertThat(read("a.tsv", "\uFEFFPrompt\tMood\nA pond\tcalm\n")).containsExactly("A pond");
        assertThat(read("b.tsv", "\"Prompt\"\nA pond\n")).containsExactly("A pond");
    }

    @Test
    void aQuotedValueContainsTabsLineBreaksAndQuotes() throws Exception {
        assertThat(read("a.tsv", "Prompt\tMood\r\n\"A\ttab, a\r\nline and a \"\"quote\"\"\"\tcalm\r\nA pond\tcalm\r\n"))
                .containsExactly("A\ttab, a\nline and a \"quote\"", "A pond");
        assertThat(read("b.tsv", "Mood\tPrompt\nx\t\"two \"\"lines\"\"\nof it\"\ny\tnext\n"))
                .containsExactly("two \"lines\"\nof it", "next");
    }

    @Test
    void aValueThatOnlyBeginsWithAQuoteIsReadLiterally() throws Exception {
        assertThat(read("a.tsv", "Prompt\tMood\n\"WOW\" on a wall\tcalm\n\"never closed\tcalm\nA pond\tcalm\n"))
                .containsExactly("\"WOW\" on a wall", "\"never closed", "A pond");
    }

    @Test
    void emptyFilesHaveNoPrompts() throws Exception {
        assertThat(read("a.txt", "")).isEmpty();
        assertThat(read("a.tsv", "Prompt\n")).isEmpty();
        assertThatThrownBy(() -> read("b.tsv", "")).hasMessage("b.tsv has no column Prompt in its first line");
    }

    @Test
    void anotherEncodingIsNamed() {
        assertThatThrownBy(() -> read("a.txt", "ok\ncaf\u00e9".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOfAny(UncheckedIOException.class, java.io.IOException.class);
    }
}
