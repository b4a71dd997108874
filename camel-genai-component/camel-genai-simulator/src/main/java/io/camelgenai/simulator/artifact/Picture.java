package io.camelgenai.simulator.artifact;

/**
 * A picture that can be drawn: two that are equal are the same to the last byte.
 *
 * @param words what it is of
 * @param seed decides the rest
 * @param width in pixels
 * @param height in pixels
 */
public record Picture(String words, long seed, int width, int height) {

    /** Shows the size only: the words are a prompt. */
    @Override
    public String toString() {
        return "Picture[" + width + "x" + height + "]";
    }
}
