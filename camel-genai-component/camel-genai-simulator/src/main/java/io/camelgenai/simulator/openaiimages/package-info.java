/**
 * The pictures of OpenAI, complete or with previews. Internal.
 */
@NullMarked
package io.camelgenai.simulator.openaiimages;

import org.jspecify.annotations.NullMarked;
