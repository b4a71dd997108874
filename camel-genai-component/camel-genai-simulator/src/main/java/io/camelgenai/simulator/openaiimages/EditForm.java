package io.camelgenai.simulator.openaiimages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.ReceivedFile;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.upload.InlineFiles;
import io.camelgenai.simulator.upload.MultipartForm;
import io.camelgenai.simulator.upload.MultipartForm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The form of an edit: the fields of a request, one to sixteen pictures, and a mask. Names and limits are those of the vendor's SDK, which
 * names the part of one picture {@code image} and those of several {@code image[]}.
 *
 * @param fields the fields as a document
 * @param files the pictures, and then the mask
 */
record EditForm(ObjectNode fields, List<ReceivedFile> files) {
    private static final Set<String> NUMBERS = Set.of("n", "output_compression", "partial_images");
    private static final Set<String> IMAGES = Set.of("image", "image[]");
    private static final Set<String> IMAGE_TYPES = Set.of("image/png", "image/jpeg", "image/webp");
    private static final int MAX_IMAGES = 16;
    private static final int MAX_IMAGE = 50 << 20;
    private static final int MAX_MASK = 4 << 20;

    static EditForm read(Request request) {
        MultipartForm form;
        try {
            form = MultipartForm.of(request.header("Content-Type"), request.content());
        } catch (MultipartForm.InvalidFormException e) {
            throw invalid("invalid_request", String.valueOf(e.getMessage()), "image");
        }
        EditForm edit = new EditForm(Json.object(), new ArrayList<>());
        form.parts().stream().filter(part -> part.fileName() == null).forEach(edit::addField);
        form.parts().stream().filter(part -> part.fileName() != null).forEach(edit::addFile);
        long images = edit.count("image");
        if (images == 0) {
            throw invalid("missing_required_parameter", "Missing required parameter: 'image'.", "image");
        }
        if (images > MAX_IMAGES || edit.count("mask") > 1) {
            throw invalid("invalid_value", "At most " + MAX_IMAGES + " images and one mask are possible.", "image");
        }
        return edit;
    }

    private void addField(Part part) {
        String text = Objects.requireNonNull(part.text());
        if (NUMBERS.contains(part.name()) && text.matches("-?\\d{1,9}")) {
            fields.put(part.name(), Integer.parseInt(text));
        } else if (part.name().equals("stream") && text.matches("true|false")) {
            fields.put(part.name(), Boolean.parseBoolean(text));
        } else {
            fields.put(part.name(), text);
        }
    }

    private void addFile(Part part) {
        boolean isMask = part.name().equals("mask");
        if (!isMask && !IMAGES.contains(part.name())) {
            throw invalid("unknown_parameter", "Unknown parameter: '" + part.name() + "'.", part.name());
        }
        boolean isPossible = isMask
                ? part.mediaType().equals("image/png") && part.content().length < MAX_MASK
                : IMAGE_TYPES.contains(part.mediaType()) && part.content().length < MAX_IMAGE;
        if (!isPossible) {
            throw invalid(
                    "invalid_image_file",
                    "Invalid file '" + part.name() + "': unsupported mimetype ('" + part.mediaType() + "') or size.",
                    part.name());
        }
        try {
            files.add(InlineFiles.part("openai-images", isMask ? "mask" : "image", part));
        } catch (InlineFiles.InvalidFileException e) {
            throw invalid("invalid_image_file", String.valueOf(e.getMessage()), part.name());
        }
    }

    private long count(String name) {
        return files.stream().filter(file -> file.name().equals(name)).count();
    }

    private static ErrorResponseException invalid(String code, String message, String param) {
        Response response = OpenAiImages.ERRORS.error(400, code, message, "param", param);
        return new ErrorResponseException(response);
    }
}
