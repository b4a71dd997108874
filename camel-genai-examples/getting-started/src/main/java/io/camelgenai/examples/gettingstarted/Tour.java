package io.camelgenai.examples.gettingstarted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** Runs the routes: generates the pictures, streams a text as it is written, and cancels a generation. */
final class Tour {

    private static final String MODEL = "flux-1.1-pro";
    private static final String QUESTION = "Why do letters that travel by camel arrive with sand in them?";
    private static final String LONG_STORY = "Tell the story of every grain of that sand. [takes 60s]";

    private final Options options;
    private final Properties connections;
    private final String source;
    private final Console console;
    private final Progress progress;

    /**
     * A tour.
     *
     * @param connections the connections to the providers, as properties of the component
     * @param source a description of what generates the pictures
     */
    Tour(Options options, Properties connections, String source, Console console, Progress progress) {
        this.options = options;
        this.connections = connections;
        this.source = source;
        this.console = console;
        this.progress = progress;
    }

    /**
     * Runs the tour.
     *
     * @return 0, or 1 when a picture is missing
     * @throws IllegalArgumentException when a folder is missing or invalid
     */
    int run() throws Exception {
        if (Files.exists(options.output()) && !Files.isDirectory(options.output())) {
            throw new IllegalArgumentException("--output: " + options.output().toAbsolutePath() + " is not a folder");
        }
        Album album = new Album(InstantSource.system(), MODEL, countFiles(options.prompts()));
        Main main = new Main();
        connections.forEach((name, value) -> main.addInitialProperty((String) name, (String) value));
        main.addInitialProperty("model", MODEL);
        main.addInitialProperty("prompts", options.prompts().toString());
        main.addInitialProperty("gallery", options.output().toString());
        main.configure().addRoutesBuilder(new PictureRoutes(album, progress));
        main.configure().addRoutesBuilder(new TextRoutes(console));
        console.line("Pictures of the prompts in " + options.prompts() + "\n");
        main.start();
        try {
            album.done().get();
            progress.finish();
            ProducerTemplate routes = main.getCamelTemplate();
            console.line("\nA text, piece by piece as it is written\n");
            routes.sendBody("direct:stream", QUESTION);
            console.line("\n\nA generation that takes a minute, canceled\n");
            routes.sendBody("direct:cancel", LONG_STORY);
        } finally {
            main.stop();
        }
        return report(album);
    }

    private int report(Album album) throws IOException {
        List<Picture> pictures = album.pictures();
        Path page = options.output().resolve("index.html").toAbsolutePath().normalize();
        GalleryPage.write(page, pictures, source, LocalDateTime.now());
        console.line("\n" + Summary.of(pictures));
        album.unread().forEach(reason -> console.line("Not read: " + reason));
        console.line("Gallery  " + page + "\n         " + page.toUri());
        return album.unread().isEmpty() && Totals.of(pictures).failed() == 0 ? 0 : 1;
    }

    private static int countFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("--prompts: there is no folder " + folder.toAbsolutePath());
        }
        try (Stream<Path> files = Files.list(folder)) {
            int count = (int) files.filter(Files::isRegularFile)
                    .filter(file -> isPromptFile(file.getFileName().toString()))
                    .count();
            if (count == 0) {
                throw new IllegalArgumentException("--prompts: no .txt or .tsv file in " + folder.toAbsolutePath());
            }
            return count;
        }
    }

    private static boolean isPromptFile(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (lower.endsWith(".txt") || lower.endsWith(".tsv"));
    }
}
