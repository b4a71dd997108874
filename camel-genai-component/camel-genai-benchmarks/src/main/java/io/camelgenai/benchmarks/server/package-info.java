/** The servers that are measured against, each in a process of its own. Knows no peer. */
@NullMarked
package io.camelgenai.benchmarks.server;

import org.jspecify.annotations.NullMarked;
