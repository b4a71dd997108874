/** The code on the pages. It compiles, and it runs against the simulator. */
package io.camelgenai.docs.snippets;
