/**
 * The {@code genai:} component: endpoints, producers, consumers and what else Camel sees. It translates between exchanges
 * and the floors below, and decides nothing about providers.
 */
@NullMarked
package io.camelgenai.component;

import org.jspecify.annotations.NullMarked;
