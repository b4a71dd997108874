@NullMarked
package io.camelgenai.examples.gettingstarted;

import org.jspecify.annotations.NullMarked;
