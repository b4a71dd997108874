/** Answers HTTP requests with the text of a model, piece by piece as it is written. */
@NullMarked
package io.camelgenai.examples.chatoverhttp;

import org.jspecify.annotations.NullMarked;
