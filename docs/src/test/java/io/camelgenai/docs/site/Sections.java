package io.camelgenai.docs.site;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;

/** The headings of a page, and what else can be linked to. */
final class Sections {

    private static final int WORDS = 8;

    private Sections() {}

    /** Gives each heading a link to itself, and each message of the component an id. */
    static void link(Page page) {
        for (Element heading : page.body().select("h2[id], h3[id], h4[id]")) {
            heading.appendElement("a")
                    .addClass("anchor")
                    .attr("href", "#" + heading.id())
                    .attr("aria-label", "Link to the section " + heading.text())
                    .text("#");
        }
        Set<String> ids = new LinkedHashSet<>();
        for (Element message : page.body().select(".listingblock.message")) {
            String id = id(message.text());
            for (int number = 2; !ids.add(id); number++) {
                id = id(message.text()) + "-" + number;
            }
            message.id(id);
        }
    }

    private static String id(String message) {
        String[] words = message.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", " ")
                .strip()
                .split(" ");
        return "message-" + String.join("-", Arrays.copyOf(words, Math.min(WORDS, words.length)));
    }

    /** The links to the sections and their parts; empty where the page has less than three. */
    static void contents(Page page, Element into) {
        if (page.body().select("h2[id], h3[id]").size() < 3) {
            into.remove();
            return;
        }
        into.appendElement("p").text("On this page");
        Element list = into.appendElement("ul");
        for (Element heading : page.body().select("h2[id], h3[id]")) {
            Element last = list.lastElementChild();
            Element items = list;
            if (heading.nameIs("h3") && last != null) {
                Element inner = last.selectFirst("ul");
                items = inner == null ? last.appendElement("ul") : inner;
            }
            items.appendElement("li")
                    .appendElement("a")
                    .attr("href", "#" + heading.id())
                    .text(textOf(heading));
        }
    }

    /** The text of a heading without the link to itself. */
    static String textOf(Element heading) {
        Element copy = heading.clone();
        copy.select(".anchor").remove();
        return copy.text();
    }
}
