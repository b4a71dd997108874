package io.camelgenai.simulator.upload;

import io.camelgenai.simulator.ReceivedFile;
import io.camelgenai.simulator.provider.CreationLog;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files that one provider stores for its clients, each for the key that uploaded it. */
public final class UploadedFiles {

    /**
     * A file, or the promise of one.
     *
     * @param key the API key
     * @param name its file name
     * @param mediaType its media type
     * @param content its content; null until it has arrived
     */
    public record Stored(String key, String name, String mediaType, byte @Nullable [] content) {}

    private final String provider;
    private final CreationLog created;
    private final Map<String, Stored> files = new LinkedHashMap<>();

    /** Creates a store without files. */
    public UploadedFiles(String provider, CreationLog created) {
        this.provider = provider;
        this.created = created;
    }

    /** Promises a file. */
    public void expect(String id, String key, String name, String mediaType) {
        files.put(id, new Stored(key, name, mediaType, null));
    }

    /**
     * Stores a file.
     *
     * @return what is wrong with it; null if nothing is
     */
    public @Nullable String store(String id, Stored file, String way) {
        byte[] content = file.content();
        if (content == null) {
            return "there is no file";
        }
        String mismatch = FileKind.mismatch(file.mediaType(), content);
        if (mismatch == null) {
            files.put(id, file);
            created.files()
                    .add(new ReceivedFile(
                            provider,
                            way,
                            file.name(),
                            file.mediaType(),
                            content.length,
                            ReceivedFiles.sha256(content)));
        }
        return mismatch;
    }

    /** Returns a file or a promise; null if there is none. */
    public @Nullable Stored find(String id) {
        return files.get(id);
    }

    /** Returns whether the whole file has arrived, and belongs to the key. */
    public boolean has(String id, String key) {
        Stored stored = files.get(id);
        return stored != null && stored.content() != null && stored.key().equals(key);
    }

    /** Forgets all files. */
    public void clear() {
        files.clear();
    }
}
