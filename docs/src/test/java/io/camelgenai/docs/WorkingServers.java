package io.camelgenai.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What working servers and users' routes do beside their documentation. A test that shows a row has its number in its name:
 * {@code G7_...}. The results are those of the test reports that this build has written so far.
 */
final class WorkingServers {

    private static final Pattern METHOD = Pattern.compile("(?:void|Stream<\\w+>) ((?:[FG]\\d+_)+\\w+)\\(");
    private static final Pattern RESULT = Pattern.compile(
            "<testcase name=\"(\\w+)[^\"]*\" classname=\"[\\w.]*?(\\w+)\"[^>]*?(/?)>(\\s*<(?:failure|error))?");

    /** A row of the table; its number is its name. */
    record Row(String number, String seen, String given) {}

    /** How often a test ran in this build, and how often it failed. */
    record Result(int cases, int failed) {

        private Result plus(Result other) {
            return new Result(cases + other.cases, failed + other.failed);
        }
    }

    private final Map<String, List<String>> tests = new TreeMap<>();
    private final Map<String, Result> results = new TreeMap<>();

    WorkingServers() {
        NamedTests.sources().forEach((name, text) -> {
            Matcher methods = METHOD.matcher(text);
            while (methods.find()) {
                tests.computeIfAbsent(name, each -> new ArrayList<>()).add(methods.group(1));
            }
        });
        reports().forEach(this::read);
    }

    static List<Row> rows() {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/io/camelgenai/docs/working-servers.txt"))) {
            return lines.map(line -> line.split("\\|"))
                    .map(cells -> new Row(cells[0], cells[1], cells[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tests that show a row, as {@code ClassTest.method}. */
    List<String> testsOf(Row row) {
        TreeSet<String> found = new TreeSet<>();
        tests.forEach((name, methods) -> methods.stream()
                .filter(each -> List.of(each.split("_")).contains(row.number))
                .forEach(each -> found.add(name + "." + each)));
        return List.copyOf(found);
    }

    /** What the tests of a row said in this build; no cases where they did not run. */
    Result resultOf(Row row) {
        return testsOf(row).stream()
                .map(each -> results.getOrDefault(each, new Result(0, 0)))
                .reduce(new Result(0, 0), Result::plus);
    }

    /** The table with its results. */
    String table() {
        Table table = new Table("1,5,5,6,2", "Row", "What is seen", "What you get", "Tests", "In this build");
        for (Row row : rows()) {
            Result result = resultOf(row);
            table.row(
                    row.number,
                    row.seen,
                    row.given,
                    testsOf(row).stream().map(each -> "`" + each + "`").collect(Collectors.joining(" +\n")),
                    result.cases == 0
                            ? "not run"
                            : result.failed == 0
                                    ? "passed, " + result.cases + " cases"
                                    : result.failed + " of " + result.cases + " failed");
        }
        return table.toString();
    }

    private void read(Path report) {
        Matcher cases = RESULT.matcher(Pages.text(report));
        while (cases.find()) {
            boolean failed = cases.group(3).isEmpty() && cases.group(4) != null;
            results.merge(cases.group(2) + "." + cases.group(1), new Result(1, failed ? 1 : 0), Result::plus);
        }
    }

    private static List<Path> reports() {
        Path reports = Path.of("../camel-genai-component/camel-genai/target/surefire-reports");
        if (!Files.isDirectory(reports)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(reports)) {
            return files.filter(each -> each.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
