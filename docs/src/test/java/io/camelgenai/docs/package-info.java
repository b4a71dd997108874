/**
 * Keeps the pages consistent with the code: generates the tables of the component and the descriptors, and tests tables,
 * names, links, messages and snippets.
 */
package io.camelgenai.docs;
