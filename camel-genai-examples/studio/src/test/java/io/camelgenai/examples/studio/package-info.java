/** The application in a browser, and as it is packaged. */
@NullMarked
package io.camelgenai.examples.studio;

import org.jspecify.annotations.NullMarked;
