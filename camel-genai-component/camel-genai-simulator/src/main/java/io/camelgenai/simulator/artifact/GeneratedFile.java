package io.camelgenai.simulator.artifact;

/** A file that is rendered on demand; equal ones render to the same bytes. */
public sealed interface GeneratedFile permits ImageFile, VideoFile, AudioFile {

    /** Returns the extension of the file name without a dot, for example {@code png}. */
    String extension();

    /** Returns the media type. */
    String mediaType();

    /** Renders the file, which may take hundreds of milliseconds. */
    byte[] render();
}
