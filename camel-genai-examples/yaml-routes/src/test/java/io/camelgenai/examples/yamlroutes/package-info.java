@NullMarked
package io.camelgenai.examples.yamlroutes;

import org.jspecify.annotations.NullMarked;
