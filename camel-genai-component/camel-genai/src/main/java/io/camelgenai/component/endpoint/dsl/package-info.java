/** The builders of endpoints and header names, written by the build from the component's options. */
@NullMarked
package io.camelgenai.component.endpoint.dsl;

import org.jspecify.annotations.NullMarked;
