/** The projects that the pages show, built and run outside this build: without its parent, its class path, its folders. */
package io.camelgenai.docs.outside;
