/** What the simulated APIs of OpenAI have in common. Internal. */
@NullMarked
package io.camelgenai.simulator.openai;

import org.jspecify.annotations.NullMarked;
