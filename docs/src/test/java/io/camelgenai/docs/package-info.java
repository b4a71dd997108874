/**
 * Keeps the pages true: writes the tables that come from the component and from the descriptors, and tests that tables,
 * names, links, messages and snippets are what the code says.
 */
package io.camelgenai.docs;
