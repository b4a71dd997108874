package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls of a provider that create generations. */
public final class CreateOperations {

    private CreateOperations() {}

    /**
     * A create that returns a document.
     *
     * @param call the call
     * @param withFiles the call that takes its place for a request with files as parts, or null where files travel in other ways
     * @param forModels the calls that take its place for models whose name has a certain form
     * @param idempotency how the call may be repeated without creating a second generation, or null where it may not
     * @param maxWait how long the provider may take to answer a synchronous create, whose id comes with the result; null
     *     where the id comes immediately
     */
    public record Create(
            CallTemplate call,
            @Nullable CallTemplate withFiles,
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
                    section.optionalSection("withFiles", CallReader::create),
                    ModelCall.all(section, call.headers()),
                    idempotency,
                    section.optionalDuration("maxWait"));
        }

        Stream<CallTemplate> calls() {
            return Stream.concat(
                    Stream.of(call, withFiles).filter(Objects::nonNull),
                    forModels.stream().map(ModelCall::call));
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
     * @param withFiles the call that takes its place for a request with files as parts, or null where files travel in other ways
     * @param fallbackOn codes, or status codes, by which the provider says that this model does not stream
     * @param onlyIf how the provider is asked whether a model streams, or null where every model does or it cannot be asked
     */
    public record CreateStream(
            CallTemplate call,
            @Nullable CallTemplate withFiles,
            Set<String> fallbackOn,
            @Nullable ModelQuestion onlyIf) {

        static CreateStream read(DescriptorSection section) {
            section.renamed("unless", "fallbackOn");
            CallTemplate call = CallReader.create(section);
            if (section.flag("repeatable")) {
                throw section.problem("call", "a create is never repeatable");
            }
            return new CreateStream(
                    call,
                    section.optionalSection("withFiles", CallReader::create),
                    section.texts("fallbackOn"),
                    section.optionalSection("onlyIf", ModelQuestion::read));
        }

        Stream<CallTemplate> calls() {
            return Stream.of(call, withFiles, onlyIf == null ? null : onlyIf.call())
                    .filter(Objects::nonNull);
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
}
