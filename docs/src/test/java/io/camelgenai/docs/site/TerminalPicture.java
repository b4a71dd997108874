package io.camelgenai.docs.site;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Commands and their output, as a picture of a terminal. */
final class TerminalPicture {

    private static final Path FRAME = Path.of("src/test/resources/terminal.html");
    private static final Pattern COLOR = Pattern.compile("\\x1b\\[[\\d;]*m");
    /** Symbols that no font of a plain machine has. */
    private static final Pattern SYMBOL = Pattern.compile(" ?[\\x{10000}-\\x{10FFFF}]");

    private static final int WIDTH = 900;
    private static final int FIRST_LINES = 14;
    private static final int LAST_LINES = 20;
    /** A text has few colors; a palette makes the file four times smaller. */
    private static final int COLORS = 64;

    private final List<String> commands = new ArrayList<>();

    /** Adds a command and the lines that it wrote; of many lines the first and the last ones are shown. */
    void add(String command, List<String> lines) {
        List<String> output = new ArrayList<>(String.join("\n", lines)
                .transform(text -> COLOR.matcher(text).replaceAll(""))
                .transform(text -> SYMBOL.matcher(text).replaceAll(""))
                .strip()
                .lines()
                .toList());
        if (output.size() > FIRST_LINES + LAST_LINES + 1) {
            List<String> middle = output.subList(FIRST_LINES, output.size() - LAST_LINES);
            middle.clear();
            middle.add("[...]");
        }
        commands.add("<b><i>$</i> " + escaped(command) + "</b>\n" + escaped(String.join("\n", output)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Writes the picture as PNG. */
    void write(Path file, Browser browser) throws IOException {
        try (BrowserContext context = browser.newContext(new NewContextOptions().setViewportSize(WIDTH, 600))) {
            Page page = context.newPage();
            page.setContent(Files.readString(FRAME).replace("OUTPUT", String.join("\n\n", commands)));
            byte[] png = page.locator("pre").screenshot();
            ImageIO.write(withPalette(ImageIO.read(new ByteArrayInputStream(png))), "png", file.toFile());
        }
    }

    private static BufferedImage withPalette(BufferedImage image) {
        Map<Integer, Integer> pixels = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                pixels.merge(image.getRGB(x, y) | 0xff000000, 1, Integer::sum);
            }
        }
        int[] palette = pixels.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(COLORS)
                .mapToInt(Map.Entry::getKey)
                .toArray();
        IndexColorModel colors = new IndexColorModel(8, palette.length, palette, 0, false, -1, 0);
        BufferedImage indexed =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colors);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                indexed.setRGB(x, y, image.getRGB(x, y) | 0xff000000);
            }
        }
        return indexed;
    }
}
