/** The application in tests, and as it is packaged. */
@NullMarked
package io.camelgenai.examples.quarkus;

import org.jspecify.annotations.NullMarked;
