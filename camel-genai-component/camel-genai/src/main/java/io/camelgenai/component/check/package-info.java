/** Checks a descriptor while it is written, from the command line: knows the client and how generations are observed. */
@NullMarked
package io.camelgenai.component.check;

import org.jspecify.annotations.NullMarked;
