package io.camelgenai.examples.gettingstarted;

import io.camelgenai.generation.Generation;
import java.io.PrintStream;

/** Writes the output of the routes for the user. */
public final class Console {

    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    /** Writes a piece of text immediately, without a line break. */
    public void print(String text) {
        out.print(text);
        out.flush();
    }

    /** Writes a line. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Writes the status of a generation. */
    public void state(Generation generation) {
        line(generation.id() + " is " + generation.status());
    }
}
