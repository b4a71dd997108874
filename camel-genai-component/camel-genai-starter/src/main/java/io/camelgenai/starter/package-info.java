/**
 * The component in Spring Boot: properties, a repository in the application's database, the simulator, and messages about invalid
 * properties. Nothing here knows a provider, and nothing of the component depends on it.
 */
@NullMarked
package io.camelgenai.starter;

import org.jspecify.annotations.NullMarked;
