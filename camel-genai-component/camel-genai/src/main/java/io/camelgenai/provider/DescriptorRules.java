package io.camelgenai.provider;

import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.provider.CreateOperations.Create;
import io.camelgenai.provider.CreateOperations.CreateStream;
import io.camelgenai.provider.ProviderOperations.Attach;
import io.camelgenai.provider.ProviderOperations.Cursor;
import io.camelgenai.provider.ProviderOperations.Resume;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the sections of a descriptor require of each other, so that a generation that was created can be asked for, and can
 * complete. A key that nothing reads is refused as well.
 *
 * @param descriptor the descriptor
 * @param section all of it
 */
record DescriptorRules(ProviderDescriptor descriptor, DescriptorSection section) {

    void requireUsable() {
        requireObservable();
        requireId();
        requireStatuses();
        requireSuccess();
        requireResumable();
        requireModel();
        requireUnsignedFiles();
        requireCallsWithFiles();
        requireWholeState();
        refuseUnused();
    }

    private void requireWholeState() {
        WebhookMapping webhook = descriptor.webhook();
        if (webhook != null
                && webhook.state() != null
                && descriptor.operations().result() != null) {
            throw section.problem(
                    "webhook/state",
                    "has no result, for which there is a call of its own: leave it out, so that the state is polled");
        }
    }

    private void requireObservable() {
        ProviderOperations operations = descriptor.operations();
        if (operations.hasStream() && descriptor.stream() == null) {
            throw section.problem("stream", "missing: an operation opens a stream, but no frame is described");
        }
        if (operations.get() == null
                && descriptor.stream() != null
                && descriptor.stream().needsGet()) {
            throw section.problem("operations", "'get' is missing: a frame of the stream is to be confirmed by it");
        }
        Attach attach = operations.stream();
        boolean isLinked =
                attach != null && attach.call().isLink() && attach.call().otherwise() == null;
        if (isLinked && operations.get() == null) {
            throw section.problem("operations", "'get' is missing: its answers have the URL of the stream");
        }
        if (!operations.isObservableById() && operations.createStream() == null) {
            throw section.problem(
                    "operations", "neither 'get' nor a stream: the component could not see how a generation completes");
        }
    }

    private void requireId() {
        if (!descriptor.generation().id().isKnown()) {
            descriptor.operations().keysById().findFirst().ifPresent(call -> {
                throw section.problem("generation/id", "'none', but the call '" + call + "' needs an id");
            });
        }
    }

    private void requireStatuses() {
        GenerationMapping generation = descriptor.generation();
        Map<String, GenerationStatus> words = generation.words();
        boolean polled = descriptor.operations().get() != null;
        if (words.isEmpty()
                && (generation.status().isKnown()
                        || (polled && !generation.completedBy().isKnown()))) {
            throw section.problem("status", "missing: the meaning of the provider's words for a status");
        }
        if (!words.isEmpty() && !generation.status().isKnown()) {
            throw section.problem("generation/status", "missing: the path of the words that /status explains");
        }
        generation.expiredWords().stream()
                .filter(word -> !words.containsKey(word))
                .findFirst()
                .ifPresent(word -> {
                    throw section.problem("generation/expiredWords", "'" + word + "' is no word of /status");
                });
    }

    private void requireSuccess() {
        boolean polled = descriptor.operations().get() != null;
        boolean byDocument = descriptor.generation().mayComplete();
        StreamMapping stream = descriptor.stream();
        boolean byStream = stream != null && stream.mayComplete();
        if (!byDocument
                && (polled || !byStream || !descriptor.generation().words().isEmpty())) {
            throw section.problem("status", "no word means COMPLETED: no generation would ever succeed");
        }
        if (stream != null && !polled && !byStream && !stream.hasDocuments()) {
            throw section.problem(
                    "stream/frames", "no frame means COMPLETED, and there is no 'end': no stream would ever succeed");
        }
    }

    private void requireResumable() {
        Attach attach = descriptor.operations().stream();
        Resume resume = attach == null ? null : attach.resume();
        StreamMapping stream = descriptor.stream();
        if (resume == null || stream == null) {
            return;
        }
        if (resume.after() == Cursor.SEQUENCE && !stream.hasSequence()) {
            throw section.problem("stream", "'sequence' is missing: the stream resumes after a sequence number");
        }
        if (descriptor.auth().isKeyHeader(resume.header())) {
            throw section.problem("operations/stream/resumes/header", "is the header that contains the key");
        }
    }

    private void requireModel() {
        RequestMapping request = descriptor.request();
        boolean inUrl = descriptor.operations().hasModelInUrl();
        if (inUrl && request.modelOptional() && request.defaultModel() == null) {
            throw section.problem(
                    "request/modelOptional", "a call contains {model}, which cannot be filled where no model is named");
        }
        if (!inUrl && request.model() == null && request.defaultModel() != null) {
            throw section.problem(
                    "request/defaultModel", "is sent nowhere: neither 'model' nor a create has a place for it");
        }
    }

    private void requireUnsignedFiles() {
        UploadCall upload = descriptor.inputs().upload();
        if (upload != null && !upload.parts().isEmpty() && descriptor.auth().signer() != null) {
            throw section.problem(
                    "inputs/upload",
                    "a signer would need the whole file in memory: only 'put' and 'post' are possible");
        }
        if (descriptor.inputs().hasParts() && descriptor.auth().signer() != null) {
            throw section.problem(
                    "inputs/roles", "a signer would need the whole file in memory: no 'part' is possible");
        }
    }

    /** A request is a document, or a form of parts, and each has its call. */
    private void requireCallsWithFiles() {
        Create create = descriptor.operations().create();
        CreateStream byStream = descriptor.operations().createStream();
        requireCallWithFiles("operations/create/withFiles", create.withFiles());
        if (byStream != null) {
            requireCallWithFiles("operations/createStream/withFiles", byStream.withFiles());
        }
        if (create.withFiles() != null && !create.forModels().isEmpty()) {
            throw section.problem("operations/create/forModels", "is not possible beside 'withFiles'");
        }
    }

    private void requireCallWithFiles(String key, @Nullable CallTemplate call) {
        boolean isNeeded = descriptor.inputs().hasParts();
        if (isNeeded != (call != null)) {
            throw section.problem(
                    key,
                    isNeeded
                            ? "missing: the call that takes files as parts of the request"
                            : "is never read: no role travels as 'part'");
        }
    }

    private void refuseUnused() {
        GenerationMapping generation = descriptor.generation();
        StreamMapping stream = descriptor.stream();
        boolean hasReason = generation.reasons().at().isKnown() || (stream != null && stream.hasFinishReason());
        for (String key : List.of("completedReasons", "incompleteReasons", "failedReasons")) {
            if (!hasReason && section.contains("generation", key)) {
                throw section.problem("generation/" + key, "is never read: no 'finishReason' is described");
            }
        }
        if (!generation.reasons().completed().isEmpty() && section.contains("generation", "failedReasons")) {
            throw section.problem(
                    "generation/failedReasons",
                    "is never read: with 'completedReasons' each reason that is not listed is a failure");
        }
        if (!generation.error().code().isKnown()
                && !generation.error().retryable().isEmpty()) {
            throw section.problem("generation/error/retryable", "is never read: no 'code' is described");
        }
    }
}
