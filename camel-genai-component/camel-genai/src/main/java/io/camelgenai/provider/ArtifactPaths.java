package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Artifact;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a generation's artifacts: files by URL, or within the document.
 *
 * @param items the paths of each artifact, or of a list of them
 * @param url the paths of the URL, relative to the artifact; the empty path where the artifact itself is the URL
 * @param base64 the paths of the file itself, relative to the artifact
 * @param files the paths below the base URL, of files that the document names by an id
 * @param format the paths of the format or media type, relative to the artifact
 * @param fixedFormat the format of all of them, or null where it differs
 * @param withKey whether those at the provider's own origin are fetched with the key
 */
record ArtifactPaths(
        JsonPaths items,
        JsonPaths url,
        JsonPaths base64,
        List<UrlTemplate> files,
        JsonPaths format,
        @Nullable String fixedFormat,
        boolean withKey) {

    static final ArtifactPaths NONE =
            new ArtifactPaths(JsonPaths.NONE, JsonPaths.NONE, JsonPaths.NONE, List.of(), JsonPaths.NONE, null, false);

    private static final Pattern FILE_EXTENSION = Pattern.compile("^[^?#]*\\.([a-z0-9]{2,4})(?:[?#]|$)");

    static ArtifactPaths read(DescriptorSection section) {
        section.renamed("each", "items");
        DescriptorValue files = section.optional("files");
        DescriptorValue items = files == null ? section.require("items") : section.optional("items");
        DescriptorValue format = section.optional("format");
        boolean isFixed = format != null && format.isWord();
        ArtifactPaths paths = new ArtifactPaths(
                items == null ? JsonPaths.NONE : items.jsonPaths(),
                section.paths("url"),
                section.paths("base64"),
                files == null
                        ? List.of()
                        : files.elements().stream().map(UrlTemplate::read).toList(),
                format == null || isFixed ? JsonPaths.NONE : format.jsonPaths(),
                isFixed && format != null ? format.text() : null,
                section.flag("withKey"));
        if (items != null && !paths.url.isKnown() && !paths.base64.isKnown()) {
            throw section.problem("url", "missing: the path of the URL of each file; or 'base64' for the file itself");
        }
        return paths;
    }

    /** Whether a generation may have files. */
    boolean isKnown() {
        return items.isKnown() || !files.isEmpty();
    }

    /** The artifacts at the first of the paths that has any, and the files that the document names: what has no URL is none. */
    List<Artifact> in(JsonNode document) {
        List<Artifact> all = new ArrayList<>(inItems(document));
        for (UrlTemplate file : files) {
            String address = file.urlIn(document);
            if (address != null) {
                all.add(new Artifact(address, shortFormat(fixedFormat, address)));
            }
        }
        return all;
    }

    private List<Artifact> inItems(JsonNode document) {
        for (JsonPath alternative : items.alternatives()) {
            List<Artifact> artifacts = in(JsonPaths.elements(alternative, document));
            if (!artifacts.isEmpty()) {
                return artifacts;
            }
        }
        return List.of();
    }

    private List<Artifact> in(List<JsonNode> elements) {
        List<Artifact> artifacts = new ArrayList<>();
        for (JsonNode item : elements) {
            ExtractedValues values = ExtractedValues.of(item);
            String given = fixedFormat == null ? format.text(values) : fixedFormat;
            String content = base64.text(values);
            String address = url.text(values);
            if (address == null && content != null) {
                address = InlineFile.url(content, given);
            }
            if (address != null) {
                artifacts.add(new Artifact(address, shortFormat(given, address)));
            }
        }
        return artifacts;
    }

    /**
     * {@code image/png} and {@code png} are one format, whatever parameters follow a media type; without either, the extension of
     * the file counts.
     */
    private static @Nullable String shortFormat(@Nullable String given, String address) {
        if (given != null) {
            int parameters = given.indexOf(';');
            String type =
                    parameters < 0 ? given : given.substring(0, parameters).stripTrailing();
            return type.substring(type.lastIndexOf('/') + 1);
        }
        if (InlineFile.isUrl(address)) {
            return InlineFile.format(address);
        }
        Matcher extension = FILE_EXTENSION.matcher(address);
        return extension.find() ? extension.group(1) : null;
    }
}
