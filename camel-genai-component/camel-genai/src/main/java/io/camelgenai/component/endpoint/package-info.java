/**
 * Where routes find the type-safe endpoint DSL: {@code StaticEndpointBuilders.genai(...)}. All of it is written by the build.
 * Only these two packages need {@code camel-endpointdsl}, and nothing else of the component knows of them.
 */
@NullMarked
package io.camelgenai.component.endpoint;

import org.jspecify.annotations.NullMarked;
