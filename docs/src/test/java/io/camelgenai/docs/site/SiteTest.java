package io.camelgenai.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The frame of each page, which needs no script: menu, contents, the pages before and after it, all languages. */
@Tag("rendered")
class SiteTest {

    private final Map<String, Document> pages = new TreeMap<>();

    SiteTest() {
        RenderedSite.pages().forEach((name, html) -> pages.put(name, Jsoup.parse(html)));
    }

    private static List<String> links(Document page, String selector) {
        return page.select(selector).eachAttr("href").stream()
                .map(link -> link.replaceFirst("^[.]{1,2}/", ""))
                .toList();
    }

    @Test
    void everyPageHasEveryPageInItsMenu() throws Exception {
        List<String> expected = Navigation.read(Path.of("src/docs/site/navigation.txt")).entries().stream()
                .map(Navigation.Entry::path)
                .toList();

        assertThat(expected).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(pages.keySet());
        pages.forEach(
                (name, page) -> assertThat(links(page, ".menu a")).as(name).isEqualTo(expected));
    }

    @Test
    void theMenuMarksThePageAndOpensItsGroup() {
        pages.forEach((name, page) -> {
            assertThat(links(page, ".menu a[aria-current=page]")).as(name).containsExactly(name);
            assertThat(page.select(".menu details[open]"))
                    .as(name)
                    .singleElement()
                    .satisfies(
                            group -> assertThat(group.select("[aria-current]")).hasSize(1));
        });
    }

    @Test
    void thePagesAreAChain() {
        String page = "index.html";
        int visited = 1;
        assertThat(links(pages.get(page), ".pager a[rel=prev]")).isEmpty();
        while (!links(pages.get(page), ".pager a[rel=next]").isEmpty()) {
            String next = links(pages.get(page), ".pager a[rel=next]").get(0);
            assertThat(links(pages.get(next), ".pager a[rel=prev]")).containsExactly(page);
            page = next;
            visited++;
        }
        assertThat(visited).isEqualTo(pages.size());
    }

    @Test
    void theContentsFollowTheFirstParagraph() {
        pages.forEach((name, page) -> {
            Element article = Objects.requireNonNull(page.selectFirst("article"));
            assertThat(article.select("h1")).as(name).hasSize(1);
            assertThat(article.child(0).select("> .lead")).as(name).hasSize(1);
            if (page.select(".body h2[id]").size() > 2) {
                assertThat(article.child(1).nameIs("nav")).as(name).isTrue();
                assertThat(links(page, ".contents a"))
                        .as(name)
                        .containsAll(page.select(".body h2[id]").eachAttr("id").stream()
                                .map("#"::concat)
                                .toList());
            }
        });
    }

    @Test
    void everyLanguageIsShownWithItsName() {
        assertThat(pages.values().stream()
                        .mapToInt(page -> page.select(".tabs").size())
                        .sum())
                .isGreaterThan(20);
        pages.forEach((name, page) -> assertThat(page.select(".tabs")).as(name).allSatisfy(tabs -> {
            assertThat(tabs.select(".panel > .language").eachText()).containsExactly("Java", "YAML", "XML");
            assertThat(tabs.select(".panel > .listingblock")).hasSize(3);
            assertThat(tabs.select("[hidden]")).isEmpty();
        }));
    }
}
