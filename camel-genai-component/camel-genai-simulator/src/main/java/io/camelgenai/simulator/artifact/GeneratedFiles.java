package io.camelgenai.simulator.artifact;

import org.jspecify.annotations.Nullable;

/** A generation that has files. */
@FunctionalInterface
public interface GeneratedFiles {

    /** Returns the file with a number, counted from 0; null if there is none, or not yet. */
    @Nullable
    GeneratedFile file(int number);
}
