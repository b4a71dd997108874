package io.camelgenai.docs.site;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** The blocks of code of a page: languages beside each other, and the imports of parts of a class. */
final class Code {

    private static final Map<String, String> LANGUAGES = Map.of("java", "Java", "yaml", "YAML", "xml", "XML");

    private final CodeImports imports;

    Code(CodeImports imports) {
        this.imports = imports;
    }

    void arrange(Page page) {
        page.body().select(".listingblock:has(code[data-lang=java])").forEach(this::addImports);
        page.body().select(".openblock.dsl").forEach(Code::separate);
    }

    /** The imports are outside the block, so that the block can be copied as it is. */
    private void addImports(Element block) {
        List<String> lines = imports.of(code(block).wholeText());
        if (lines.isEmpty()) {
            return;
        }
        Element details = new Element("details").addClass("imports");
        details.appendElement("summary").text("Imports");
        details.appendElement("div")
                .addClass("listingblock")
                .appendElement("div")
                .addClass("content")
                .appendElement("pre")
                .addClass("highlight")
                .appendElement("code")
                .attr("data-imports", "")
                .text(lines.stream().collect(Collectors.joining("\n")));
        block.after(details);
    }

    /** Each language is a panel with its name, which the script in the page makes the name of a tab. */
    private static void separate(Element block) {
        Element tabs = new Element("div").addClass("tabs");
        for (Element listing : block.select("> .content > .listingblock")) {
            String language = code(listing).attr("data-lang");
            Element panel = tabs.appendElement("div").addClass("panel").attr("data-language", language);
            panel.appendElement("p").addClass("language").text(name(language));
            Elements titles = listing.select("> .title");
            titles.stream().filter(title -> title.text().endsWith(" DSL")).forEach(Element::remove);
            Element next = listing.nextElementSibling();
            panel.appendChild(listing);
            if (next != null && next.hasClass("imports")) {
                panel.appendChild(next);
            }
        }
        block.replaceWith(tabs);
    }

    private static Element code(Element block) {
        return Objects.requireNonNull(block.selectFirst("code"));
    }

    private static String name(String language) {
        return LANGUAGES.getOrDefault(language, language.toUpperCase(Locale.ROOT));
    }
}
