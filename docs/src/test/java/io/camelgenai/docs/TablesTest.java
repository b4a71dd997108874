package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The tables are what the component and its descriptors say. With {@code -Ddocs.write=true} they are written anew. */
class TablesTest {

    private static final String COMMAND = "mvn -q -B -pl docs -am test -Dtest=TablesTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";
    private static final String MARK = "// Written by the build. To write it anew: " + COMMAND + "\n";

    /** Every table as it has to be, by its name. */
    static Map<String, String> expected() {
        Map<String, String> files = new TreeMap<>(new ComponentTables().files());
        files.putAll(new ProviderTables().files());
        files.put("meters.adoc", MeterTable.text());
        files.putAll(KameletTables.files());
        files.replaceAll((name, text) -> MARK + text);
        return files;
    }

    @Test
    void theTablesAreWhatTheCodeSays() throws IOException {
        Map<String, String> expected = expected();
        if (Boolean.getBoolean("docs.write")) {
            write(expected);
        }
        Map<String, String> there = Pages.files(Pages.TABLES, ".adoc");
        expected.forEach((name, text) -> assertThat(there.getOrDefault(name, ""))
                .as(told(name, "is not what the code says"))
                .isEqualTo(text));
        there.keySet().forEach(name -> assertThat(expected.keySet())
                .as(told(name, "is a table of nothing any more"))
                .contains(name));
    }

    private static String told(String name, String what) {
        return "docs/src/docs/asciidoc/_tables/" + name + " " + what + ". Write the tables anew with\n  " + COMMAND
                + "\n";
    }

    private static void write(Map<String, String> files) throws IOException {
        Files.createDirectories(Pages.TABLES);
        for (String old : Pages.files(Pages.TABLES, ".adoc").keySet()) {
            Files.delete(Pages.TABLES.resolve(old));
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path place = Pages.TABLES.resolve(file.getKey());
            Files.writeString(place, file.getValue());
        }
    }
}
