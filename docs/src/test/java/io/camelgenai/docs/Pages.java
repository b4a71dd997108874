package io.camelgenai.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The sources of the pages. */
final class Pages {

    /** The folder of the pages. */
    static final Path FOLDER = Path.of(System.getProperty("docs.pages", "src/docs/asciidoc"));

    /** The folder of the tables. */
    static final Path TABLES = FOLDER.resolve("_tables");

    private Pages() {}

    /** The text of every page, by its path relative to the folder. */
    static Map<String, String> all() {
        return files(FOLDER, ".adoc").entrySet().stream()
                .filter(each -> !each.getKey().startsWith("_"))
                .collect(TreeMap::new, (map, each) -> map.put(each.getKey(), each.getValue()), Map::putAll);
    }

    /** The text of every file below a folder, by its path relative to the folder. */
    static Map<String, String> files(Path folder, String extension) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file :
                    all.filter(each -> each.toString().endsWith(extension)).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), text(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The content of a file. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
