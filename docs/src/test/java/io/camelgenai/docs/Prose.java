package io.camelgenai.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The texts of the repository that people read: the pages with their tables and drawings, READMEs, CONTRIBUTING. */
final class Prose {

    private static final Path REPOSITORY = Path.of("..");
    private static final List<Path> FOLDERS = List.of(Pages.FOLDER, REPOSITORY.resolve("camel-genai-examples"));

    private Prose() {}

    /** The text of each file, complete. */
    static Map<String, String> sources() {
        Map<String, String> texts = new TreeMap<>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(each -> each.toString().matches(".*\\.(adoc|md|svg)"))
                        .filter(each -> !each.toString().contains("target"))
                        .forEach(each -> texts.put(each.toString(), Pages.text(each)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (String name : List.of("README.md", "CONTRIBUTING.md")) {
            texts.put(name, Pages.text(REPOSITORY.resolve(name)));
        }
        return texts;
    }

    /** The text of each file without code; messages of the component stay, in spite of their monospaced font. */
    static Map<String, String> inRepository() {
        Map<String, String> texts = sources();
        texts.replaceAll((name, text) -> withoutCode(text));
        return texts;
    }

    private static String withoutCode(String text) {
        return text.replaceAll("(?ms)^\\[\\.message]\\n----\\n(.*?)\\n----$", "$1")
                .replaceAll("(?ms)^(----|```\\w*|\\.\\.\\.\\.)\\n.*?^(----|```|\\.\\.\\.\\.)$", "")
                .replaceAll("(?m)^ {4}.*$", "")
                .replaceAll("(?s)<style>.*?</style>", "")
                .replaceAll("(xref|include|image):+[^\\s\\[]+", "")
                .replaceAll("`[^`]*`", "");
    }
}
