/**
 * Values that fit a JSON schema, as a model with structured output generates them. Internal. A schema comes from the client,
 * so the work and the size of a value are bounded.
 */
@NullMarked
package io.camelgenai.simulator.content.schema;

import org.jspecify.annotations.NullMarked;
