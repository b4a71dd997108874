/**
 * Connections: their options, where those are written, their validation, TLS and masking. The result is a
 * {@code ConnectionSettings}; calls do not belong here.
 */
@NullMarked
package io.camelgenai.component.connection;

import org.jspecify.annotations.NullMarked;
