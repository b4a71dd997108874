package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;

/**
 * The YAML of a descriptor, of which a part is enough: one document, of a limited size, without aliases. An alias would be read
 * as its own name.
 */
final class DescriptorYaml {

    /** A hundred times the longest descriptor there is; larger files take the parser seconds. */
    static final int MAX_BYTES = 256 * 1024;

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private DescriptorYaml() {}

    /**
     * Reads a file.
     *
     * @param file its name in error messages
     * @throws DescriptorException when it is too large, or no YAML of this kind
     * @throws IOException when it cannot be read
     */
    static JsonNode read(String file, InputStream yaml) throws IOException {
        byte[] content = yaml.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
            throw new DescriptorException(
                    file, "", "larger than " + MAX_BYTES / 1024 + " KiB, which no descriptor needs to be");
        }
        try {
            requireNoAlias(file, content);
            return document(file, content);
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new DescriptorException(file, "", line + "not YAML: " + remedy(e.getOriginalMessage()));
        }
    }

    private static void requireNoAlias(String file, byte[] content) throws IOException {
        try (YAMLParser parser = YAML.getFactory().createParser(content)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (parser.isCurrentAlias()) {
                    throw problem(
                            file, parser, "the alias *" + parser.getText() + " is not read: write the value here");
                }
            }
        }
    }

    private static JsonNode document(String file, byte[] content) throws IOException {
        try (JsonParser parser = YAML.getFactory().createParser(content)) {
            JsonNode document = YAML.readTree(parser);
            // A list is refused by its reader, which expects an object.
            if (document instanceof ObjectNode && parser.nextToken() != null) {
                throw problem(file, parser, "a second document begins: one file describes one provider");
            }
            return document == null ? MissingNode.getInstance() : document;
        }
    }

    private static DescriptorException problem(String file, JsonParser parser, String reason) {
        return new DescriptorException(
                file, "", "line " + parser.currentTokenLocation().getLineNr() + ": " + reason);
    }

    /** The parser's own message is for those who know its grammar. */
    private static String remedy(String message) {
        if (message.contains("\\t(TAB)")) {
            return "a tab begins a value or a line. Use blanks";
        }
        if (message.contains("flow mapping") && message.contains("but got {")) {
            return "a text with { inside of { } needs quotes, as { call: \"GET /jobs/{id}\" }";
        }
        if (message.contains("flow mapping") && message.contains("but got [")) {
            return "a text with [ inside of { } needs quotes, as { items: \"/files/*/[url]\" }";
        }
        if (message.startsWith("mapping values are not allowed here")) {
            return "a text with a colon and a blank needs quotes, as title: \"Acme: pictures\"";
        }
        return message;
    }
}
