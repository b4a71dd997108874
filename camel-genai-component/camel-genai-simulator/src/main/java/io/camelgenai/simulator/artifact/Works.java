package io.camelgenai.simulator.artifact;

import org.jspecify.annotations.Nullable;

/** What has files. */
@FunctionalInterface
public interface Works {

    /**
     * One of the files.
     *
     * @param number its number, from 0
     * @return the file, or null where there is none of that number, or not yet
     */
    @Nullable
    Work work(int number);
}
