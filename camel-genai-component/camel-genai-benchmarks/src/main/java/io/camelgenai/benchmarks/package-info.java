/** This component beside its peers: the same work, in the same run, against one server in a process of its own. */
@NullMarked
package io.camelgenai.benchmarks;

import org.jspecify.annotations.NullMarked;
