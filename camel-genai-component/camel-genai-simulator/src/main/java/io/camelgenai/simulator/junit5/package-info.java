/**
 * The simulator in the tests of JUnit 5. Needs {@code junit-jupiter-api} on the class path; nothing else in the simulator does.
 */
@NullMarked
package io.camelgenai.simulator.junit5;

import org.jspecify.annotations.NullMarked;
