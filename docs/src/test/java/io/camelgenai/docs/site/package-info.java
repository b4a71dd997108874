/** Makes the site of the documentation from the rendered pages: menu, tabs, contents, search. */
package io.camelgenai.docs.site;
