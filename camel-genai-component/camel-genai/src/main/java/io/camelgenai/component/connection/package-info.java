/**
 * Connections: their options, the validation of these, TLS, masking, and where descriptors are found. The result is a
 * {@code ConnectionSettings}; calls to providers do not belong here.
 */
@NullMarked
package io.camelgenai.component.connection;

import org.jspecify.annotations.NullMarked;
