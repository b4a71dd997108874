package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the frames of a provider's event stream are read. Safe for use by several threads. */
public final class StreamMapping {

    private static final String ANY = "*";
    private static final String IGNORE = "ignore";
    private static final String ERROR = "error";

    /** As many blanks as an end marker may have around it. */
    private static final int MAX_BLANKS = 16;

    private final JsonPaths kind;
    private final JsonPaths sequence;
    private final JsonPaths eventId;
    private final @Nullable FailureRule failure;
    private final @Nullable String endMarker;
    private final boolean endMarkerCompletes;
    private final boolean endsWithResponse;
    private final Map<String, FrameRule> frames;
    private final FrameRule others;
    private final JsonPaths status;
    private final ErrorMapping errors;
    private final JsonScanner scanner;

    /** Whether there are frames whose data is no JSON. */
    private final boolean hasPlainFrames;

    /** Whether a path selects some of several elements, which the scanner cannot distinguish. */
    private final boolean filters;

    /**
     * @param kind the paths of the frame's kind in the data; none where the event line contains it
     * @param sequence the paths of a number in the data that grows with each frame
     * @param eventId the paths of a frame's id in the data; none where the id line contains it
     * @param failure how a failure is recognized in a frame of any kind, or null where the kind identifies it
     * @param endMarker the data of a last frame that is not JSON, or null
     * @param endMarkerCompletes whether this frame alone says that the generation succeeded
     * @param endsWithResponse whether the end of the response takes the place of an end marker
     * @param frames how each kind is read; {@code *} for the kinds that are not listed
     * @param status the paths of the status in a frame's document
     * @param errors how an error is read in a frame of any kind
     */
    private StreamMapping(
            JsonPaths kind,
            JsonPaths sequence,
            JsonPaths eventId,
            @Nullable FailureRule failure,
            @Nullable String endMarker,
            boolean endMarkerCompletes,
            boolean endsWithResponse,
            Map<String, FrameRule> frames,
            JsonPaths status,
            ErrorMapping errors) {
        this.kind = kind;
        this.sequence = sequence;
        this.eventId = eventId;
        this.failure = failure;
        this.endMarker = endMarker;
        this.endMarkerCompletes = endMarkerCompletes;
        this.endsWithResponse = endsWithResponse;
        this.frames = frames;
        this.status = status;
        this.errors = errors;
        this.others = frames.getOrDefault(ANY, FrameRule.OTHER);
        List<JsonPath> paths = scalarPaths();
        this.filters = paths.stream().anyMatch(JsonPath::filters);
        this.scanner =
                new JsonScanner(paths.stream().filter(path -> !path.filters()).toList());
        this.hasPlainFrames = frames.values().stream().anyMatch(FrameRule::isPlain);
    }

    static StreamMapping read(DescriptorSection section, JsonPaths status, ErrorMapping errors) {
        StreamMapping mapping = new StreamMapping(
                section.paths("kind"),
                section.paths("sequence"),
                section.paths("eventId"),
                section.optionalSection("failure", FailureRule::read),
                section.optionalText("end"),
                section.flag("endMarkerCompletes"),
                section.flag("endsWithResponse"),
                section.entries("frames", StreamMapping::readRule),
                status,
                errors);
        if (mapping.frames.isEmpty()) {
            throw section.problem("frames", "missing: the meaning of each kind of frame");
        }
        if (mapping.endMarkerCompletes && !mapping.hasEndMarker()) {
            throw section.problem("endMarkerCompletes", "'end' is missing: the stream has no end marker");
        }
        if (mapping.endsWithResponse && !mapping.hasFinishReason()) {
            throw section.problem(
                    "endsWithResponse", "no frame has a 'finishReason': the end of a response alone shows no success");
        }
        return mapping;
    }

    /** The same mapping, with another opinion of whether the end marker alone says that the generation succeeded. */
    StreamMapping withEndMarkerCompletes(boolean completes) {
        return new StreamMapping(
                kind, sequence, eventId, failure, endMarker, completes, endsWithResponse, frames, status, errors);
    }

    /** Whether the frames contain text. */
    public boolean hasText() {
        return frames.values().stream().anyMatch(rule -> rule.type() == GenerationEventType.TEXT);
    }

    /** Whether a frame, or the end of the stream, can show that the generation succeeded, without a document. */
    boolean mayComplete() {
        return endMarker != null
                || endsWithResponse
                || frames.values().stream().anyMatch(rule -> rule.type() == GenerationEventType.COMPLETED);
    }

    /** Whether frames contain documents, which show the status themselves. */
    boolean hasDocuments() {
        return frames.values().stream().anyMatch(rule -> rule.document().isKnown());
    }

    /** Whether the frames contain finish reasons. */
    boolean hasFinishReason() {
        return frames.values().stream().anyMatch(rule -> rule.finishReason().isKnown());
    }

    /** Whether streams of this provider end with a frame that is not JSON. */
    public boolean hasEndMarker() {
        return endMarker != null;
    }

    /** Whether the end of the response takes the place of an end marker. */
    public boolean endsWithResponse() {
        return endsWithResponse;
    }

    /** The frames of a provider without an event stream, should it answer by one: each is a whole document. */
    static StreamMapping ofDocuments(JsonPaths status, ErrorMapping errors) {
        return new StreamMapping(
                JsonPaths.NONE,
                JsonPaths.NONE,
                JsonPaths.NONE,
                null,
                null,
                false,
                false,
                Map.of(ANY, FrameRule.DOCUMENT),
                status,
                errors);
    }

    private static FrameRule readRule(DescriptorValue rule) {
        return rule.is(IGNORE) ? FrameRule.IGNORED : rule.section(FrameRule::read);
    }

    /** A reader for the frames of one stream. */
    public FrameReader reader() {
        return new FrameReader(this);
    }

    /** An assembler for the frames of one stream, or null where the descriptor does not say how. */
    public @Nullable FrameAssembler assembler() {
        return frames.values().stream().anyMatch(rule -> rule.part() != null) ? new FrameAssembler(this) : null;
    }

    /** Where frames of this name go in the assembled document, or null. */
    @Nullable
    FramePart part(String name) {
        return rule(name).part();
    }

    /**
     * Reads a single frame.
     *
     * @param event the type in the event line
     * @param data the frame's data
     * @throws JsonProcessingException when the data is not JSON
     */
    public Frame interpret(String event, String data) throws JsonProcessingException {
        return reader().read(event, data);
    }

    Frame interpret(String event, String data, ExtractedValues values) throws JsonProcessingException {
        String named = kind.text(values);
        String name = named == null ? event : named;
        FrameRule rule = rule(name);
        if (isError(event, name)) {
            return failed(name, rule, values, completed(rule.error().read(values), data));
        }
        GenerationError own = failure != null && failure.at().isPresentIn(values)
                ? failure.error().read(values)
                : null;
        if (own != null) {
            return failed(name, rule, values, completed(own, data));
        }
        GenerationError other = rule == FrameRule.IGNORED ? null : errorIn(rule, values, data);
        return other != null
                ? failed(name, rule, values, other)
                : rule.read(name, sequence.integer(values), values, data);
    }

    /** The frame whose data is a piece of text itself, by its event line, or null where it is JSON. */
    @Nullable
    Frame plain(String event, String data) {
        FrameRule rule = hasPlainFrames ? frames.get(event) : null;
        return rule != null && rule.isPlain() ? rule.plain(event, data) : null;
    }

    /** Whether a frame says only that the stream is over, so that the state has to be asked for. */
    boolean needsGet() {
        return frames.values().stream().anyMatch(FrameRule::confirms);
    }

    /** Whether the kind or the event line calls the frame an error, and the descriptor does not call it anything else. */
    boolean isError(String event, String name) {
        boolean isNamed = name.equalsIgnoreCase(ERROR) || event.equalsIgnoreCase(ERROR);
        FrameRule listed = frames.get(name);
        return isNamed && (listed == null || listed.type() == GenerationEventType.FAILED);
    }

    private Frame failed(String name, FrameRule rule, ExtractedValues values, @Nullable GenerationError error) {
        return rule.failed(name, sequence.integer(values), values, error);
    }

    /** The error as the descriptor's paths find it; what they do not find is read in any shape. */
    private @Nullable GenerationError completed(@Nullable GenerationError own, String data)
            throws JsonProcessingException {
        if (own != null && own.code() != null && own.message() != null) {
            return own;
        }
        GenerationError any = errors.error(JsonText.tree(data));
        if (own == null || any == null) {
            return own == null ? any : own;
        }
        return new GenerationError(
                own.code() == null ? any.code() : own.code(),
                own.message() == null ? any.message() : own.message(),
                own.retryable() || any.retryable());
    }

    /** A frame with a document that has a status says by that whether it failed. */
    private @Nullable GenerationError errorIn(FrameRule rule, ExtractedValues values, String data)
            throws JsonProcessingException {
        if (!ErrorReader.isPossible(values)) {
            return null;
        }
        JsonNode tree = JsonText.tree(data);
        JsonNode document = rule.document().node(tree);
        boolean hasStatus = document != null && status.text(ExtractedValues.of(document)) != null;
        return hasStatus ? null : errors.errorInFrame(tree);
    }

    /** The failure that a text says that is not JSON. */
    Frame failed(String event, String text) {
        GenerationError error = ErrorReader.of(text);
        return Frame.of(event, GenerationEventType.FAILED, error.message() == null ? null : error);
    }

    /** Whether the provider numbers its frames. */
    boolean hasSequence() {
        return sequence.isKnown();
    }

    /** The data of a last frame that is not JSON, or null where the provider has none. */
    public @Nullable String endMarker() {
        return endMarker;
    }

    /** Whether this data is the marker with which the stream ends; neither blanks around it nor its case matter. */
    boolean isEndMarker(String data) {
        return endMarker != null
                && data.length() <= endMarker.length() + MAX_BLANKS
                && data.strip().equalsIgnoreCase(endMarker);
    }

    /**
     * The last frame. That a server sent it says that the stream is whole, not that the generation succeeded: servers send it
     * after a failure, too, and proxies when the server behind them has gone.
     */
    Frame endMarker(String event) {
        return new Frame(
                event,
                GenerationEventType.COMPLETED,
                null,
                null,
                null,
                null,
                Usage.UNKNOWN,
                null,
                null,
                false,
                !endMarkerCompletes);
    }

    /** Scans a frame for the values that the rules read. */
    JsonScanner scanner() {
        return scanner;
    }

    /** Whether a frame may be read by what distinguishes it from the one before: not where each has an id, or needs its tree. */
    boolean usesTemplates() {
        return !filters && !eventId.isKnown();
    }

    /** The id of a frame: that of its id line, unless the provider writes it into the data; an empty text where it has none. */
    String eventId(ExtractedValues values, String idLine) {
        String inData = eventId.text(values);
        return inData != null ? inData : eventId.isKnown() ? "" : idLine;
    }

    /**
     * The values of a frame.
     *
     * @param scanned those that the scanner found
     * @param data the frame, in which those are found that the scanner cannot distinguish
     */
    ExtractedValues values(ScanResult scanned, String data) throws JsonProcessingException {
        return filters ? new FilteredValues(scanned, ExtractedValues.of(JsonText.tree(data))) : scanned;
    }

    /** The paths from which the text of this frame may have been read. */
    List<JsonPath> textPaths(Frame frame) {
        return rule(frame.name()).text().alternatives();
    }

    /** Whether frames of this kind may contain a document. */
    boolean mayHaveDocument(Frame frame) {
        return rule(frame.name()).document().isKnown();
    }

    private FrameRule rule(String name) {
        return frames.getOrDefault(name, others);
    }

    private List<JsonPath> scalarPaths() {
        List<JsonPath> paths = new ArrayList<>(ErrorReader.SIGNS);
        paths.addAll(kind.alternatives());
        paths.addAll(sequence.alternatives());
        paths.addAll(eventId.alternatives());
        if (failure != null) {
            paths.addAll(failure.at().alternatives());
            paths.addAll(failure.error().paths());
        }
        frames.values().forEach(rule -> paths.addAll(rule.scalarPaths()));
        return paths;
    }
}
