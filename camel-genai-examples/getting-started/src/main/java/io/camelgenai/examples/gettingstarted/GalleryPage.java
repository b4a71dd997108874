package io.camelgenai.examples.gettingstarted;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Renders the page with all pictures. The page loads nothing except the picture files. */
final class GalleryPage {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ROOT);

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Gallery of %1$s</title>
            <style>
            %6$s</style>
            </head>
            <body>
            <header>
            <h1>%2$s</h1>
            <p class="note">%3$s &middot; %5$s</p>
            <dl class="totals">
            %4$s</dl>
            </header>
            <main>
            <ol class="pictures">
            """;

    private static final String CARD = """
            <li>
            <figure>
            <a href="%1$s"><img src="%1$s" alt="%2$s" width="768" height="768" loading="lazy" decoding="async"></a>
            <figcaption><p class="prompt">%2$s</p>%3$s</figcaption>
            </figure>
            </li>
            """;

    private static final String FAILED_CARD = """
            <li class="failed">
            <figure>
            <div class="reason"><strong>%1$s</strong><p>%4$s</p></div>
            <figcaption><p class="prompt">%2$s</p>%3$s</figcaption>
            </figure>
            </li>
            """;

    private static final String END = """
            </ol>
            </main>
            </body>
            </html>
            """;

    private GalleryPage() {}

    /**
     * Writes the page.
     *
     * @param file the target
     * @param source a description of what generated the pictures
     */
    static void write(Path file, List<Picture> pictures, String source, LocalDateTime now) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Files.writeString(file, of(pictures, source, now));
    }

    /** The page as HTML. */
    static String of(List<Picture> pictures, String source, LocalDateTime now) {
        Totals totals = Totals.of(pictures);
        String count = totals.saved() + (totals.saved() == 1 ? " picture" : " pictures");
        return PAGE.formatted(count, count, escape(source), totals(totals), DAY.format(now), style())
                + pictures.stream().map(GalleryPage::card).collect(Collectors.joining())
                + END;
    }

    private static String totals(Totals totals) {
        return total("prompts", String.valueOf(totals.pictures()))
                + (totals.failed() == 0 ? "" : total("without a picture", String.valueOf(totals.failed())))
                + total("of work", seconds(totals.seconds()))
                + total("in all", Totals.dollars(totals.costUsd()));
    }

    private static String total(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + value + "</dd></div>\n";
    }

    private static String card(Picture picture) {
        String details = "<p class=\"details\"><span class=\"number\">" + picture.number() + "</span> <span>"
                + escape(picture.model()) + "</span> <span>" + seconds(picture.seconds()) + "</span>"
                + (picture.costUsd() == null ? "" : " <span>" + Totals.dollars(picture.costUsd()) + "</span>")
                + "</p>";
        String prompt = escape(picture.prompt());
        return picture.file() == null
                ? FAILED_CARD.formatted(
                        escape(picture.status().toLowerCase(Locale.ROOT)),
                        prompt,
                        details,
                        escape(String.valueOf(picture.reason())))
                : CARD.formatted(escape(picture.file()), prompt, details);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f&nbsp;s", seconds);
    }

    private static String style() {
        try (InputStream style = GalleryPage.class.getResourceAsStream("/gallery.css")) {
            return new String(Objects.requireNonNull(style).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
