/** A Quarkus application with routes in YAML. */
@NullMarked
package io.camelgenai.examples.quarkus;

import org.jspecify.annotations.NullMarked;
