/** The code that the pages show. It compiles, and it runs against the simulator. */
package io.camelgenai.docs.snippets;
