/**
 * The operations of a producer: one small class for each, and the steps that they share. Messages are read and written in
 * {@code message}; pools and wiring belong to the component.
 */
@NullMarked
package io.camelgenai.component.operation;

import org.jspecify.annotations.NullMarked;
