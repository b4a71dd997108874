package io.camelgenai.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The blocks of code compile, load and parse as a reader copies them, with the imports that the page shows. Files of a whole
 * project are built by {@code ProjectsOfPagesTest}.
 */
@Tag("rendered")
class CodeBlocksTest {

    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public |final )*class (\\w+)");
    private static final Pattern MEMBER = Pattern.compile("(?m)^(?:@|private |static |void )");
    private static final Path EXAMPLES = Path.of("../camel-genai-examples");
    private static final Path SNIPPETS = Path.of("src/test/java/io/camelgenai/docs/snippets");

    /** What the parts of a class on the pages use without declaring it. */
    private static final String FIELDS = """
            org.apache.camel.CamelContext context;
            javax.sql.DataSource dataSource;
            String key;
            """;

    /** A block and where it is. */
    private record Block(String page, Element code) {

        String text() {
            return code.wholeText();
        }

        /** The imports that the page shows below the block. */
        String imports() {
            Element listing = Objects.requireNonNull(code.closest(".listingblock"));
            Element next = listing.nextElementSibling();
            return next != null && next.hasClass("imports")
                    ? Objects.requireNonNull(next.selectFirst("code")).wholeText()
                    : "";
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        private Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** The blocks of a language, except the files of whole projects. */
    private static List<Block> blocks(String language) {
        List<Block> blocks = new ArrayList<>();
        RenderedSite.pages().forEach((name, html) -> {
            Document page = Jsoup.parse(html);
            for (Element code : page.select(".listingblock:not(.file) code[data-lang=" + language + "]")) {
                blocks.add(new Block(name, code));
            }
        });
        return blocks;
    }

    private static String sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*src.main.java.*[.]java|.*docs.snippets.*[.]java"))
                    .map(CodeBlocksTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s+|// (?:tag|end)::[^\n]*", "");
    }

    @Test
    void javaCompilesWithTheImportsOfThePage() throws IOException {
        Path classes = Files.createDirectories(Path.of("target/code-blocks"));
        String compiledElsewhere = withoutBlanks(sources(EXAMPLES));
        String compiledAsPartsOfClasses = withoutBlanks(sources(SNIPPETS));
        List<Source> sources = new ArrayList<>();
        for (Block block : blocks("java")) {
            String text = withoutBlanks(block.text());
            boolean member = MEMBER.matcher(block.text()).find()
                    && !CLASS.matcher(block.text()).find();
            if (!compiledElsewhere.contains(text) && !(member && compiledAsPartsOfClasses.contains(text))) {
                sources.add(source(block, sources.size()));
            }
        }
        assertThat(sources).hasSizeGreaterThan(70);

        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        compiler.getTask(
                        null,
                        null,
                        problems,
                        List.of(
                                "-proc:none",
                                "-Xlint:-options",
                                "-implicit:none",
                                "-d",
                                classes.toString(),
                                "-cp",
                                System.getProperty("java.class.path")),
                        null,
                        sources)
                .call();

        assertThat(problems.getDiagnostics().stream()
                        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                        .map(Object::toString))
                .isEmpty();
    }

    private static Source source(Block block, int number) {
        String folder = "p" + number;
        Matcher type = CLASS.matcher(block.text());
        if (type.find()) {
            String text = block.text().replaceFirst("(?m)^package .*$", "");
            return new Source(folder + "/" + type.group(1), "package " + folder + ";" + block.imports() + "\n" + text);
        }
        return new Source(
                folder + "/Part",
                "// " + block.page() + "\npackage " + folder + ";\n" + block.imports()
                        + "\nclass Part extends org.apache.camel.builder.RouteBuilder {\n" + FIELDS
                        + "public void configure() throws Exception {\n" + block.text() + "\n}\n}\n");
    }

    @Test
    void yamlAndXmlAreRoutesThatLoad() throws Exception {
        List<Block> routes = Stream.concat(
                        blocks("yaml").stream().filter(block -> block.text().startsWith("- ")),
                        blocks("xml").stream().filter(block -> block.text().startsWith("<route")))
                .toList();
        assertThat(routes).hasSizeGreaterThan(60);
        for (Block block : routes) {
            String language = block.code().attr("data-lang");
            String text = language.equals("xml") && !block.text().startsWith("<routes")
                    ? "<routes xmlns=\"http://camel.apache.org/schema/xml-io\">" + block.text() + "</routes>"
                    : block.text();
            try (CamelContext context = new DefaultCamelContext()) {
                RoutesLoader loader = PluginHelper.getRoutesLoader(context);
                loader.loadRoutes(ResourceHelper.fromString("block." + language, text));
            } catch (Exception e) {
                throw new AssertionError(block.page() + ":\n" + block.text(), e);
            }
        }
    }

    @Test
    void jsonParses() {
        ObjectMapper json = new ObjectMapper();
        List<Block> blocks = blocks("json");
        assertThat(blocks).hasSizeGreaterThan(5).allSatisfy(block -> assertThat(json.readTree(block.text()))
                .as(block.page())
                .isNotEmpty());
    }
}
