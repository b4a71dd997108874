/**
 * Camel's data types for what this component brings: {@code genai:text} and {@code genai:application-cloudevents}. What a
 * value becomes for a route that just wants another Java type is a converter's business.
 */
@NullMarked
package io.camelgenai.component.transform;

import org.jspecify.annotations.NullMarked;
