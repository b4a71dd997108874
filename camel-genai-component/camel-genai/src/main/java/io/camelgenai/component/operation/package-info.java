/**
 * One small class for each operation of a producer, and the steps that they share. Reading and writing messages belongs to
 * {@code message}, threads and wiring to the runtime.
 */
@NullMarked
package io.camelgenai.component.operation;

import org.jspecify.annotations.NullMarked;
