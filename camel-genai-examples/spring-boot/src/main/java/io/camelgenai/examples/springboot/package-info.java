/** A Spring Boot application that orders pictures and is told of them. */
@NullMarked
package io.camelgenai.examples.springboot;

import org.jspecify.annotations.NullMarked;
