package io.camelgenai.docs.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * What the search box searches: the text of each section, of each row with an anchor, and of each message. It is a script and
 * not a document of JSON, since a page on a disk can load a script only.
 */
final class SearchIndex {

    /** A part of a page: id, heading, text. */
    private static final class Part {

        private final String id;
        private final String heading;
        private final StringBuilder text = new StringBuilder();

        private Part(String id, String heading) {
            this.id = id;
            this.heading = heading;
        }
    }

    private final List<List<Object>> pages = new ArrayList<>();

    void add(Page page, String group) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("", page.title()));
        read(page.body(), parts);
        pages.add(List.of(
                page.path(),
                page.title(),
                group,
                parts.stream()
                        .map(part -> List.of(
                                part.id,
                                part.heading,
                                part.text.toString().replaceAll("\\s+", " ").strip()))
                        .toList()));
    }

    private static void read(Element element, List<Part> parts) {
        if (element.nameIs("h1")) {
            return;
        }
        if (element.normalName().matches("h[2-4]") && element.hasAttr("id")) {
            parts.add(new Part(element.id(), Sections.textOf(element)));
            return;
        }
        if (element.nameIs("tr") && element.selectFirst("td a[id]") != null) {
            Element cell = element.selectFirst("td");
            Part row = new Part(element.selectFirst("td a[id]").id(), cell.text());
            element.select("td").stream()
                    .skip(1)
                    .forEach(each -> row.text.append(each.text()).append(" "));
            parts.add(parts.size() - 1, row);
            return;
        }
        if (element.hasClass("message")) {
            parts.add(parts.size() - 1, new Part(element.id(), element.text()));
            return;
        }
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode text) {
                parts.get(parts.size() - 1).text.append(text.getWholeText());
            } else if (child instanceof Element inner) {
                read(inner, parts);
            }
        }
        if (element.isBlock()) {
            parts.get(parts.size() - 1).text.append(" ");
        }
    }

    /** The script. */
    String script() throws JsonProcessingException {
        return "window.genaiSearchIndex = " + new ObjectMapper().writeValueAsString(pages) + ";\n";
    }
}
