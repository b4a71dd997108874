/** A Spring Boot application that orders pictures and receives them when they are complete. */
@NullMarked
package io.camelgenai.examples.springboot;

import org.jspecify.annotations.NullMarked;
