package io.camelgenai.provider;

/** A descriptor has a mistake. The message names the file, the path in it and the reason. */
public final class DescriptorException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    DescriptorException(String file, String path, String reason) {
        super("Descriptor " + file + ", at " + (path.isEmpty() ? "/" : path) + ": " + reason);
    }
}
