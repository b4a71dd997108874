/** The example, and the same routes in several languages: {@link Letters} is the one in Java, the others are resources. */
@NullMarked
package io.camelgenai.examples.yamlroutes;

import org.jspecify.annotations.NullMarked;
