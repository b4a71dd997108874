package io.camelgenai.examples.gettingstarted;

import io.camelgenai.generation.Generation;
import java.io.PrintStream;

/** Where the routes write what people read. */
public final class Console {

    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    /** Shows a piece of text at once, without a line end. */
    public void print(String text) {
        out.print(text);
        out.flush();
    }

    /** Shows a line. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Shows where a generation stands. */
    public void state(Generation generation) {
        line(generation.id() + " is " + generation.status());
    }
}
