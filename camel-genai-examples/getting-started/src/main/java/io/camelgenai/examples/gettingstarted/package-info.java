/** A tour of the component in a few routes: start reading at {@link PictureRoutes}. */
@NullMarked
package io.camelgenai.examples.gettingstarted;

import org.jspecify.annotations.NullMarked;
