package io.camelgenai.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A request as a form of parts (RFC 7578): each field of the request object is one, with a document as its JSON text, and then each file,
 * which is read while it is sent.
 */
final class PartsBody extends ProgressBody {

    private final MultipartBody form;

    private PartsBody(MultipartBody form) {
        this.form = form;
    }

    static PartsBody of(ObjectNode fields, List<FilePart> files) {
        MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        fields.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> form.addFormDataPart(
                        field.getKey(),
                        field.getValue().isValueNode()
                                ? field.getValue().asText()
                                : field.getValue().toString()));
        List<FileBody> bodies =
                files.stream().map(part -> new FileBody(part.file())).toList();
        for (int i = 0; i < files.size(); i++) {
            form.addFormDataPart(files.get(i).name(), files.get(i).file().name(), bodies.get(i));
        }
        PartsBody body = new PartsBody(form.build());
        bodies.forEach(each -> each.onProgress(body::progressed));
        return body;
    }

    @Override
    public @Nullable MediaType contentType() {
        return form.contentType();
    }

    @Override
    public long contentLength() throws IOException {
        return form.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        form.writeTo(sink);
    }
}
