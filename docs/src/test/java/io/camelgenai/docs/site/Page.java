package io.camelgenai.docs.site;

import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A page as Asciidoctor renders it, without a head: heading, first paragraph, and the rest. */
final class Page {

    private final String path;
    private final Document document;

    private Page(String path, Document document) {
        this.path = path;
        this.document = document;
    }

    static Page parse(String path, String html) {
        Document document = Jsoup.parseBodyFragment(html);
        document.outputSettings().prettyPrint(false);
        return new Page(path, document);
    }

    String path() {
        return path;
    }

    /** The way from this page to the folder of the first one. */
    String root() {
        return path.contains("/") ? ".." : ".";
    }

    Element body() {
        return document.body();
    }

    Element heading() {
        return Objects.requireNonNull(document.selectFirst("h1"), path + " has no heading");
    }

    String title() {
        return heading().text();
    }

    /** The paragraph that says what the page is about. */
    Element lead() {
        return Objects.requireNonNull(document.selectFirst(".paragraph.lead"), path + " has no paragraph [.lead]");
    }
}
