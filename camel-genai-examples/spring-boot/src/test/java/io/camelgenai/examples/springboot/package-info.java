/** The application as it is packaged. */
@NullMarked
package io.camelgenai.examples.springboot;

import org.jspecify.annotations.NullMarked;
