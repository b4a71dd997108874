package io.camelgenai.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The groups of the menu, and the order of the pages. In the file, a line that is not indented begins a group; an indented one
 * is a page, without its extension, and after an equals sign its name in the menu, where that is not its heading.
 *
 * @param groups in the order of the menu
 */
public record Navigation(List<Group> groups) {

    /** A group of pages. */
    public record Group(String title, List<Entry> entries) {}

    /**
     * A page.
     *
     * @param path of its HTML
     * @param name in the menu, empty where it is the heading of the page
     */
    public record Entry(String path, String name) {}

    /** Reads the file. */
    public static Navigation read(Path file) throws IOException {
        List<Group> groups = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(" ")) {
                String[] sides = line.strip().split(" = ", 2);
                groups.get(groups.size() - 1)
                        .entries()
                        .add(new Entry(sides[0] + ".html", sides.length == 1 ? "" : sides[1]));
            } else {
                groups.add(new Group(line.strip(), new ArrayList<>()));
            }
        }
        return new Navigation(groups);
    }

    /** All pages, in their order. */
    public List<Entry> entries() {
        return groups.stream().flatMap(group -> group.entries().stream()).toList();
    }

    /** The group of a page. */
    Group groupOf(String path) {
        return groups.stream()
                .filter(group ->
                        group.entries().stream().anyMatch(entry -> entry.path().equals(path)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The page " + path + " is not in the menu: add it to navigation.txt"));
    }

    /** The page that many pages after this one, before it where negative. */
    Optional<Entry> neighbor(String path, int distance) {
        List<Entry> all = entries();
        List<String> paths = all.stream().map(Entry::path).toList();
        int at = paths.indexOf(path) + distance;
        return at < 0 || at >= all.size() ? Optional.empty() : Optional.of(all.get(at));
    }
}
