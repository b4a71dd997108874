/**
 * What an operator sees: figures, last errors, health, meters, events, and what waits for a decision. It listens to the floor
 * below and asks it; nothing there depends on it. No key, no prompt and no provider's sentence gets in here.
 */
@NullMarked
package io.camelgenai.component.insight;

import org.jspecify.annotations.NullMarked;
