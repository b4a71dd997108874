package io.camelgenai.docs.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The site that this build has made. */
final class RenderedSite {

    /** Its folder. */
    static final Path FOLDER = Path.of(System.getProperty("docs.html", "target/html"));

    private RenderedSite() {}

    /** The HTML of each page, by its path. */
    static Map<String, String> pages() {
        Map<String, String> pages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".html")).toList()) {
                pages.put(FOLDER.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a page, as a reader opens it from a disk. */
    static String address(String page) {
        return FOLDER.toAbsolutePath().resolve(page).toUri().toString();
    }
}
