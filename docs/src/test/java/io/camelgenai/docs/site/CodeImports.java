package io.camelgenai.docs.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the imports that a part of a class needs, among those of the classes that the pages include. */
final class CodeImports {

    private static final Pattern IMPORT = Pattern.compile("(?m)^import (static )?([\\w.]+)\\.(\\w+);$");
    private static final Pattern TEXT = Pattern.compile("(?s)\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|//[^\n]*");
    private static final Pattern TYPE = Pattern.compile("(?<![\\w.])([A-Z]\\w*)\\b");
    private static final Pattern CALL = Pattern.compile("(?<![\\w.])([a-z]\\w*)\\(");
    private static final Pattern WHOLE = Pattern.compile("(?m)^(package|import) ");

    private final Map<String, SortedSet<String>> imports = new TreeMap<>();

    /**
     * Reads the imports of all classes.
     *
     * @param folders of the sources that the pages include, or single files
     */
    CodeImports(List<Path> folders) {
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(this::read);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void read(Path file) {
        try {
            IMPORT.matcher(Files.readString(file)).results().forEach(found -> imports.computeIfAbsent(
                            found.group(3), name -> new TreeSet<>())
                    .add(found.group().strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines with the imports of some code, sorted; none where the code has its own. */
    List<String> of(String code) {
        if (WHOLE.matcher(code).find()) {
            return List.of();
        }
        String names = TEXT.matcher(code).replaceAll("\"\"");
        SortedSet<String> lines = new TreeSet<>();
        Stream.of(TYPE, CALL)
                .flatMap(pattern -> pattern.matcher(names).results())
                .map(found -> found.group(1))
                .filter(imports::containsKey)
                .forEach(name -> lines.add(only(name)));
        return List.copyOf(lines);
    }

    private String only(String name) {
        SortedSet<String> lines = imports.get(name);
        if (lines.size() > 1) {
            throw new IllegalStateException("The code of the pages uses two types of one name: " + lines);
        }
        return lines.first();
    }
}
