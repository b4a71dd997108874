package io.camelgenai.simulator.artifact;

/** A file that can be made when somebody asks for it: two that are equal are the same to the last byte. */
public sealed interface Work permits Picture, Film, Tune {

    /**
     * How the name of the file ends.
     *
     * @return for example {@code png}, without a dot
     */
    String extension();

    /**
     * What kind of file it is.
     *
     * @return the media type
     */
    String mediaType();

    /**
     * Makes the file. It takes a while.
     *
     * @return the file
     */
    byte[] make();
}
