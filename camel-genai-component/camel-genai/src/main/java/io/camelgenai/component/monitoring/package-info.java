/**
 * What an operator sees: metrics, health, JMX, dev console, spans and event notifications. It listens to the floor below and
 * reads it; nothing there depends on it. No key, no prompt and no text of a provider belongs here.
 */
@NullMarked
package io.camelgenai.component.monitoring;

import org.jspecify.annotations.NullMarked;
