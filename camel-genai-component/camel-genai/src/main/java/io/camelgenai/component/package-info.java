/**
 * The {@code genai:} component as Camel sees it: component, endpoint, producer, consumer, their options, and the wiring of the
 * services behind them. The packages below do the work; nothing here knows a provider.
 */
@NullMarked
package io.camelgenai.component;

import org.jspecify.annotations.NullMarked;
