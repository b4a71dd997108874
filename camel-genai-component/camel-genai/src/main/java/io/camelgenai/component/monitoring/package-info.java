/**
 * What an operator sees: metrics, health checks, JMX, dev console, spans and event notifications. It is notified by the floor
 * below and reads it; nothing there depends on it. It shows no key, no prompt and no text of a provider.
 */
@NullMarked
package io.camelgenai.component.monitoring;

import org.jspecify.annotations.NullMarked;
