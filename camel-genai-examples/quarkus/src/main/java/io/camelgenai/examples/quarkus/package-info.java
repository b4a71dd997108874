/** A Quarkus application whose routes stand in YAML. */
@NullMarked
package io.camelgenai.examples.quarkus;

import org.jspecify.annotations.NullMarked;
