package io.camelgenai.simulator.batch;

import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.upload.MultipartForm;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of requests that is uploaded as a part of a form.
 *
 * @param name its name
 * @param content its content
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record BatchUpload(String name, byte[] content) {

    /** A form that the provider refuses. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final @Nullable String field;

        private RefusedException(String message, @Nullable String field) {
            super(message);
            this.field = field;
        }

        /** Returns the field that is wrong. */
        public @Nullable String field() {
            return field;
        }
    }

    /**
     * Reads a request.
     *
     * @param more the fields that it may have besides the file and its purpose
     * @throws RefusedException if it is no form, or not that of a file for a batch
     */
    public static BatchUpload of(Request request, Set<String> more) throws RefusedException {
        MultipartForm form;
        try {
            form = MultipartForm.of(request.header("Content-Type"), request.content());
        } catch (MultipartForm.InvalidFormException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), "file");
        }
        MultipartForm.Part file = form.file("file");
        String name = file == null ? null : file.fileName();
        if (file == null || name == null) {
            throw new RefusedException("'file' is a required property", "file");
        }
        if (!"batch".equals(form.field("purpose"))) {
            throw new RefusedException("The simulator takes files with the purpose batch only", "purpose");
        }
        for (MultipartForm.Part part : form.parts()) {
            String field = part.name().replaceFirst("\\[.*", "");
            if (!Set.of("file", "purpose").contains(field) && !more.contains(field)) {
                throw new RefusedException("Unknown parameter: '" + field + "'.", field);
            }
        }
        if (!name.endsWith(".jsonl")) {
            throw new RefusedException("Invalid file format for a batch: it must be .jsonl", "file");
        }
        return new BatchUpload(name, file.content());
    }
}
