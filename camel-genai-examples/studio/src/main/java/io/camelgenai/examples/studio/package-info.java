/** A web application for people: prompts go in, and pictures, videos, sounds and texts appear while they are made. */
@NullMarked
package io.camelgenai.examples.studio;

import org.jspecify.annotations.NullMarked;
