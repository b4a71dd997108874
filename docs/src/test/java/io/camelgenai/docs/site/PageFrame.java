package io.camelgenai.docs.site;

import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Puts a page into the frame that all pages share: menu, contents, the pages before and after it. */
final class PageFrame {

    private final String template;
    private final Navigation navigation;
    private final Map<String, Page> pages;
    private final String version;

    /**
     * Creates the frame.
     *
     * @param template the HTML of the frame
     * @param navigation the order of the pages
     * @param pages by path
     * @param version that the pages describe
     */
    PageFrame(String template, Navigation navigation, Map<String, Page> pages, String version) {
        this.template = template;
        this.navigation = navigation;
        this.pages = pages;
        this.version = version;
    }

    /** The whole HTML of a page. */
    String render(Page page) {
        Document frame = Jsoup.parse(template);
        frame.outputSettings().prettyPrint(false);
        String group = navigation.groupOf(page.path()).title();
        frame.title(page.title().equals("Camel GenAI") ? page.title() : page.title() + " · Camel GenAI");
        part(frame, "meta[name=description]").attr("content", page.lead().text());
        Element root = part(frame, "html");
        root.attr("data-root", page.root());
        frame.select("[href^=site/], [href=index.html]").forEach(each -> prefix(each, "href", page));
        frame.select("[src]").forEach(each -> prefix(each, "src", page));

        menu(page, part(frame, ".menu"));
        Element head = part(frame, ".head");
        head.appendElement("p").addClass("section-name").text(group);
        head.appendChild(page.heading().clone());
        head.appendChild(page.lead().clone());
        Sections.contents(page, part(frame, ".contents"));
        Element body = part(frame, ".body");
        Element rest = page.body().clone();
        rest.select("h1").first().remove();
        rest.select(".paragraph.lead").first().remove();
        rest.childNodesCopy().forEach(body::appendChild);
        if (body.selectFirst("table.features") != null) {
            part(frame, "article").addClass("wide");
        }
        pager(page, part(frame, ".pager"));
        part(frame, "footer").text("Camel GenAI " + version + " · Apache License 2.0");
        return "<!DOCTYPE html>\n" + root.outerHtml() + "\n";
    }

    private void menu(Page page, Element menu) {
        for (Navigation.Group group : navigation.groups()) {
            Element details = menu.appendElement("details");
            details.appendElement("summary").text(group.title());
            Element list = details.appendElement("ul");
            for (Navigation.Entry entry : group.entries()) {
                Element link = list.appendElement("li")
                        .appendElement("a")
                        .attr("href", page.root() + "/" + entry.path())
                        .text(name(entry));
                if (entry.path().equals(page.path())) {
                    link.attr("aria-current", "page");
                    details.attr("open", true);
                }
            }
        }
    }

    private void pager(Page page, Element pager) {
        navigation
                .neighbor(page.path(), -1)
                .ifPresent(entry -> link(page, pager, entry, "Previous", "previous", "prev"));
        navigation.neighbor(page.path(), 1).ifPresent(entry -> link(page, pager, entry, "Next", "next", "next"));
    }

    private void link(Page page, Element pager, Navigation.Entry entry, String label, String style, String relation) {
        Element link = pager.appendElement("a")
                .addClass(style)
                .attr("rel", relation)
                .attr("href", page.root() + "/" + entry.path());
        link.appendElement("small").text(label);
        link.appendText(name(entry));
    }

    private String name(Navigation.Entry entry) {
        Page page = pages.get(entry.path());
        if (page == null) {
            throw new IllegalArgumentException(
                    "navigation.txt names the page " + entry.path() + ", which does not exist");
        }
        return entry.name().isEmpty() ? page.title() : entry.name();
    }

    private static void prefix(Element element, String attribute, Page page) {
        element.attr(attribute, page.root() + "/" + element.attr(attribute));
    }

    private static Element part(Document frame, String selector) {
        return Objects.requireNonNull(frame.selectFirst(selector), selector);
    }
}
