/**
 * Generations, their events and the exceptions, for all providers. The values are immutable. The package knows Jackson's tree
 * and nothing else: no HTTP, no provider, no Camel.
 */
@NullMarked
package io.camelgenai.generation;

import org.jspecify.annotations.NullMarked;
