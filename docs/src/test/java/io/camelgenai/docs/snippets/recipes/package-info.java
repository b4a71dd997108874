/** The recipes of the pages: whole routes, which run on the simulator in each language. */
package io.camelgenai.docs.snippets.recipes;
