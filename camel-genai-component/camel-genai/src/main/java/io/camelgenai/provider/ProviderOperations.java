package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a provider's API. An operation that is null does not exist at this provider.
 *
 * @param create creates a generation and returns its id, or its result, in a document
 * @param createStream creates a generation and returns its event stream
 * @param get returns the present state
 * @param pollInterval the shortest time between two polls that the provider allows; zero where it names none
 * @param result returns the result of a generation whose state says that it is complete, or null where the state contains it
 * @param longPoll returns the state, and waits for a terminal one on the provider's side
 * @param stream opens the event stream of a generation by id
 * @param cancel cancels a generation
 * @param delete deletes a generation
 * @param list lists generations that were created lately
 */
public record ProviderOperations(
        Create create,
        @Nullable CreateStream createStream,
        @Nullable CallTemplate get,
        Duration pollInterval,
        @Nullable ResultCall result,
        @Nullable LongPoll longPoll,
        @Nullable Attach stream,
        @Nullable Cancel cancel,
        @Nullable CallTemplate delete,
        @Nullable Listing list) {

    static ProviderOperations read(DescriptorSection section) {
        ProviderOperations operations = new ProviderOperations(
                section.section("create", Create::read),
                section.optionalSection("createStream", CreateStream::read),
                section.optionalSection("get", ProviderOperations::callById),
                Objects.requireNonNullElse(section.optionalDuration("pollInterval"), Duration.ZERO),
                section.optionalSection("result", ResultCall::read),
                section.optionalSection("await", LongPoll::read),
                section.optionalSection("stream", Attach::read),
                section.optionalSection("cancel", Cancel::read),
                section.optionalSection("delete", ProviderOperations::repeatableById),
                section.optionalSection("list", Listing::read));
        if (operations.longPoll != null && operations.get == null) {
            throw section.problem("await", "a provider with a long poll also needs 'get'");
        }
        if (operations.result != null && operations.get == null) {
            throw section.problem("result", "a provider whose result has a call of its own also needs 'get'");
        }
        if (operations.cancel != null && operations.cancel.deletes() && operations.get == null) {
            throw section.problem("cancel/deletes", "needs 'get', which shows whether there is anything to cancel");
        }
        return operations;
    }

    private static CallTemplate callById(DescriptorSection section) {
        return CallReader.of(section, CallTemplate.ID, CallTemplate.MODEL).requireVariable(CallTemplate.ID, section);
    }

    private static CallTemplate repeatableById(DescriptorSection section) {
        return CallReader.repeatable(section, CallTemplate.ID, CallTemplate.MODEL)
                .requireVariable(CallTemplate.ID, section);
    }

    private Stream<CallTemplate> calls() {
        Stream<CallTemplate> others = Stream.of(
                        createStream == null ? null : createStream.call(),
                        createStream == null || createStream.onlyIf() == null
                                ? null
                                : createStream.onlyIf().call(),
                        get,
                        result == null ? null : result.call(),
                        longPoll == null ? null : longPoll.call(),
                        stream == null ? null : stream.call(),
                        stream == null || stream.resume() == null
                                ? null
                                : stream.resume().call(),
                        cancel == null ? null : cancel.call(),
                        delete,
                        list == null ? null : list.call())
                .filter(Objects::nonNull);
        return Stream.concat(create.calls(), others);
    }

    /** The query parameters that these calls set. */
    public Set<String> queryParameters() {
        return calls().flatMap(call -> call.query().keySet().stream()).collect(Collectors.toSet());
    }

    /** The paths of the URLs in a document about a generation that these calls use. */
    List<JsonPath> links() {
        return calls().flatMap(CallTemplate::links).distinct().toList();
    }

    /** The parameters of the caller that the creates put elsewhere than in the body. */
    Set<String> callParams() {
        return calls().flatMap(call -> call.variables().stream())
                .filter(variable -> variable.startsWith(CallTemplate.PARAM))
                .map(variable -> variable.substring(CallTemplate.PARAM.length()))
                .collect(Collectors.toSet());
    }

    /** The calls about one generation, by their keys in the descriptor. */
    Stream<String> keysById() {
        Map<String, Optional<?>> calls = new LinkedHashMap<>();
        calls.put("get", Optional.ofNullable(get));
        calls.put("stream", Optional.ofNullable(stream));
        calls.put("cancel", Optional.ofNullable(cancel));
        calls.put("delete", Optional.ofNullable(delete));
        return calls.entrySet().stream()
                .filter(call -> call.getValue().isPresent())
                .map(Map.Entry::getKey);
    }

    /** Whether a call that creates, or one about a generation, names the model. */
    boolean hasModelInUrl() {
        return calls().anyMatch(call -> call.variables().contains(CallTemplate.MODEL)
                && (createStream == null
                        || createStream.onlyIf() == null
                        || call != createStream.onlyIf().call()));
    }

    /** Whether there is an event stream, opened by id or by the create. */
    public boolean hasStream() {
        return stream != null || createStream != null;
    }

    /** Whether a generation can be polled, or its stream opened, by its id. */
    public boolean isObservableById() {
        return get != null || stream != null;
    }

    /**
     * A create that returns a document.
     *
     * @param call the call
     * @param forModels the calls that take its place for models whose name has a certain form
     * @param idempotency how the call may be repeated without creating a second generation, or null where it may not
     * @param maxWait how long the provider may take to answer a synchronous create, whose id comes with the result; null
     *     where the id comes immediately
     */
    public record Create(
            CallTemplate call,
            List<ModelCall> forModels,
            @Nullable Idempotency idempotency,
            @Nullable Duration maxWait) {

        static Create read(DescriptorSection section) {
            section.renamed("onceBy", "idempotency");
            section.renamed("holds", "maxWait");
            CallTemplate call = CallReader.create(section);
            if (section.flag("repeatable")) {
                throw section.problem("call", "a create is never repeatable; see 'idempotency'");
            }
            Idempotency idempotency = section.optionalSection("idempotency", Idempotency::read);
            return new Create(
                    idempotency == null ? call : call.requireVariable(CallTemplate.CLIENT_ID, section),
                    ModelCall.all(section, call.headers()),
                    idempotency,
                    section.optionalDuration("maxWait"));
        }

        private Stream<CallTemplate> calls() {
            return Stream.concat(Stream.of(call), forModels.stream().map(ModelCall::call));
        }

        /** The call for this model. */
        public CallTemplate call(@Nullable String model) {
            return ModelCall.of(forModels, model).map(ModelCall::call).orElse(call);
        }

        /** The parts of this model's name that are variables of its call. */
        public Map<String, String> variables(String model) {
            return ModelCall.of(forModels, model)
                    .map(each -> each.variables(model))
                    .orElse(Map.of());
        }
    }

    /**
     * A way to repeat a create that the provider documents: the client chooses the id.
     *
     * @param duration how long after the first request the provider recognizes the id
     */
    public record Idempotency(Duration duration) {

        private static final String BY_CLIENT_ID = "clientId";

        static Idempotency read(DescriptorSection section) {
            section.renamed("id", "by");
            section.renamed("within", "for");
            String by = section.text("by");
            Duration duration = section.optionalDuration("for");
            if (!by.equals(BY_CLIENT_ID) || duration == null) {
                throw section.problem("by", "expected '{ by: clientId, for: DURATION }'");
            }
            return new Idempotency(duration);
        }
    }

    /**
     * A create that returns an event stream.
     *
     * @param call the call
     * @param fallbackOn codes, or status codes, by which the provider says that this model does not stream
     * @param onlyIf how the provider is asked whether a model streams, or null where every model does or it cannot be asked
     */
    public record CreateStream(
            CallTemplate call,
            Set<String> fallbackOn,
            @Nullable ModelQuestion onlyIf) {

        static CreateStream read(DescriptorSection section) {
            section.renamed("unless", "fallbackOn");
            CallTemplate call = CallReader.create(section);
            if (section.flag("repeatable")) {
                throw section.problem("call", "a create is never repeatable");
            }
            return new CreateStream(
                    call, section.texts("fallbackOn"), section.optionalSection("onlyIf", ModelQuestion::read));
        }

        /** Whether this error response means that the generation has to be created without a stream. */
        public boolean fallsBackOn(int status, @Nullable String code) {
            return fallbackOn.contains(Integer.toString(status)) || (code != null && fallbackOn.contains(code));
        }
    }

    /**
     * A yes-or-no question about a model, which the provider answers by a document about the model.
     *
     * @param call the GET, with {@code {model}} for the model
     * @param at the paths of the answer, true or false
     * @param duration how long an answer is valid
     */
    public record ModelQuestion(CallTemplate call, JsonPaths at, Duration duration) {

        static ModelQuestion read(DescriptorSection section) {
            boolean isGet = section.text("call").startsWith("GET ");
            CallTemplate call = isGet ? CallReader.of(section, CallTemplate.MODEL, CallTemplate.ID) : null;
            if (call == null
                    || !call.requireVariable(CallTemplate.MODEL, section)
                            .variables()
                            .equals(Set.of(CallTemplate.MODEL))) {
                throw section.problem("call", "expected a GET with {model} and no other variable");
            }
            Duration duration = section.optionalDuration("for");
            if (duration == null) {
                throw section.problem("for", "missing: how long an answer is valid");
            }
            return new ModelQuestion(call, section.require("at").jsonPaths(), duration);
        }

        /** The answer in this document, or null where it has none. */
        public @Nullable Boolean answerIn(JsonNode document) {
            String answer = at.text(ExtractedValues.of(document));
            return switch (answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT)) {
                case "true", "1" -> Boolean.TRUE;
                case "false", "0" -> Boolean.FALSE;
                default -> null;
            };
        }
    }

    /**
     * A long poll: a GET that the provider answers when the generation is terminal, or after the wait.
     *
     * @param call the call, with {@code {seconds}} for the wait
     * @param maxWait the longest wait that the provider grants
     */
    public record LongPoll(CallTemplate call, Duration maxWait) {

        static LongPoll read(DescriptorSection section) {
            section.renamed("holds", "maxWait");
            Duration maxWait = section.optionalDuration("maxWait");
            if (maxWait == null) {
                throw section.problem("maxWait", "missing: the longest wait that the provider grants");
            }
            CallTemplate call = CallReader.of(section, CallTemplate.ID, CallTemplate.MODEL, CallTemplate.SECONDS)
                    .requireVariable(CallTemplate.ID, section)
                    .requireVariable(CallTemplate.SECONDS, section);
            return new LongPoll(call, maxWait);
        }
    }

    /**
     * A call that returns the result of a generation whose state says that it is complete, and nothing of it.
     *
     * @param call the call
     * @param failedOn the status codes by which it says that the generation failed
     */
    public record ResultCall(CallTemplate call, Set<String> failedOn) {

        static ResultCall read(DescriptorSection section) {
            return new ResultCall(callById(section), section.texts("failedOn"));
        }

        /** Whether this status code means that the generation failed, and not that the call did. */
        public boolean failsOn(int status) {
            return failedOn.contains(Integer.toString(status));
        }
    }

    /**
     * A call that cancels a generation.
     *
     * @param call the call
     * @param overOn codes, or status codes, by which the provider says that the generation is over already
     * @param deletes whether the same call deletes a generation that is over. It is made only while there is something to cancel,
     *     and a generation that is gone after it is a canceled one
     */
    public record Cancel(CallTemplate call, Set<String> overOn, boolean deletes) {

        static Cancel read(DescriptorSection section) {
            return new Cancel(repeatableById(section), section.texts("overOn"), section.flag("deletes"));
        }

        /** Whether this error response means that there was nothing to cancel any more. */
        public boolean isOver(int status, @Nullable String code) {
            return overOn.contains(Integer.toString(status)) || (code != null && overOn.contains(code));
        }
    }

    /**
     * A call that opens the event stream of a generation by its id.
     *
     * @param call the call
     * @param replay the first event of a stream that is opened again
     * @param resume how a stream resumes after a certain event, or null where it cannot
     */
    public record Attach(
            CallTemplate call, Replay replay, @Nullable Resume resume) {

        static Attach read(DescriptorSection section) {
            Replay replay = section.optionalConstant("replays", Replay.class);
            CallTemplate call = callById(section);
            return new Attach(
                    call,
                    replay == null ? Replay.NOTHING : replay,
                    section.optionalSection("resumes", resume -> Resume.read(resume, call)));
        }
    }

    /** The first event of a stream that is opened again. */
    public enum Replay {
        /** The first event of the generation. */
        ALL,
        /** The next event that happens. */
        NOTHING
    }

    /**
     * How a stream resumes after a certain event.
     *
     * @param after what identifies that event
     * @param call the call, with {@code {cursor}} where a query parameter identifies the event
     * @param header the header that identifies the event, or null where a query parameter does
     */
    public record Resume(
            Cursor after, CallTemplate call, @Nullable String header) {

        static Resume read(DescriptorSection section, CallTemplate call) {
            Cursor after = section.constant("after", Cursor.class);
            String header = section.optional("header", HeaderNames::sent);
            String query = section.optionalText("query");
            if ((header == null) == (query == null)) {
                throw section.problem("after", "expected either 'query' or 'header' beside it");
            }
            return new Resume(after, query == null ? call : call.withQuery(query, CallTemplate.CURSOR), header);
        }
    }

    /** What identifies the event after which a stream resumes. */
    public enum Cursor {
        /** The sequence number of the frame, {@code stream/sequence}. */
        SEQUENCE,
        /** The id line of the frame. */
        ID
    }

    /**
     * A call that lists generations.
     *
     * @param call the call
     * @param items the paths of each generation in the response, or of a list of them
     */
    public record Listing(CallTemplate call, JsonPaths items) {

        static Listing read(DescriptorSection section) {
            section.renamed("each", "items");
            JsonPaths items = section.require("items").jsonPaths();
            return new Listing(CallReader.of(section), items);
        }

        /** The documents of the generations in this response. */
        public List<JsonNode> in(JsonNode response) {
            return items.elements(response);
        }
    }
}
