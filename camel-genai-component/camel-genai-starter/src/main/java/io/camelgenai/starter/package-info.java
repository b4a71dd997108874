/**
 * The component in Spring Boot: what is set by properties, what is taken from the application, and what is said when that is
 * wrong. Nothing here knows a provider, and nothing of the component depends on it.
 */
@NullMarked
package io.camelgenai.starter;

import org.jspecify.annotations.NullMarked;
