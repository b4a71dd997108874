@NullMarked
package io.camelgenai.examples.chatoverhttp;

import org.jspecify.annotations.NullMarked;
