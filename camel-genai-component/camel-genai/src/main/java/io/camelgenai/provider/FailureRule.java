package io.camelgenai.provider;

import io.camelgenai.provider.GenerationMapping.ErrorPaths;

/**
 * How a failure is recognized in a frame of any kind.
 *
 * @param at the paths of a value that only such a frame has
 * @param error the paths of the error
 */
record FailureRule(JsonPaths at, ErrorPaths error) {

    static FailureRule read(DescriptorSection section) {
        return new FailureRule(section.require("at").jsonPaths(), ErrorPaths.in(section));
    }
}
