package io.camelgenai.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/**
 * Makes the site: the pages that Asciidoctor rendered, in their frame, with the styles, the scripts and the index of the search. Nothing of an
 * earlier build is left, and neither are the rendered pages, which may be gone in the next one.
 */
public final class Site {

    private Site() {}

    /**
     * Writes the site.
     *
     * @param arguments the folder of the rendered pages, the folder of the frame, the folder to write to, the version, and the
     *     folders of the sources that the pages include
     */
    public static void main(String[] arguments) throws IOException {
        Path rendered = Path.of(arguments[0]);
        Path assets = Path.of(arguments[1]);
        Path site = Path.of(arguments[2]);
        List<Path> sources = Arrays.stream(arguments).skip(4).map(Path::of).toList();

        delete(site);
        Code code = new Code(new CodeImports(sources));
        Map<String, Page> pages = new TreeMap<>();
        for (Path file : files(rendered)) {
            String path = rendered.relativize(file).toString().replace('\\', '/');
            if (path.endsWith(".html")) {
                Page page = Page.parse(path, Files.readString(file));
                code.arrange(page);
                Sections.link(page);
                page.body().select("table.tableblock").forEach(Site::scroll);
                pages.put(path, page);
            } else {
                copy(file, site.resolve(path));
            }
        }

        Navigation navigation = Navigation.read(assets.resolve("navigation.txt"));
        PageFrame frame = new PageFrame(Files.readString(assets.resolve("page.html")), navigation, pages, arguments[3]);
        SearchIndex index = new SearchIndex();
        for (Page page : pages.values()) {
            write(site.resolve(page.path()), frame.render(page));
            index.add(page, navigation.groupOf(page.path()).title());
        }
        write(site.resolve("site/search-index.js"), index.script());
        for (Path file : files(assets)) {
            if (file.toString().matches(".*\\.(css|js|svg)")) {
                copy(file, site.resolve("site").resolve(file.getFileName()));
            }
        }
        delete(rendered);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    /** A table that is wider than the page scrolls in a box of its own. */
    private static void scroll(Element table) {
        Element box = new Element("div").addClass("scroll");
        box.attr("role", "group").attr("aria-label", "Table");
        table.select("thead th").attr("scope", "col");
        table.replaceWith(box);
        box.appendChild(table);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
