/** A gateway on Quarkus: one REST API in front of several providers. */
@NullMarked
package io.camelgenai.examples.quarkus;

import org.jspecify.annotations.NullMarked;
