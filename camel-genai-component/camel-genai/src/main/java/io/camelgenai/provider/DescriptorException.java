package io.camelgenai.provider;

/** A descriptor says something that can not be meant. The message names the file, the path in it and the reason. */
public final class DescriptorException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    DescriptorException(String file, String path, String reason) {
        super("Descriptor " + file + ", at " + (path.isEmpty() ? "/" : path) + ": " + reason);
    }
}
