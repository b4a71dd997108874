package io.camelgenai.component.connection;

import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * Makes Camel mask extra request headers in URIs: a header for a gateway may contain a key, and its name is the user's own. The
 * option {@code apiKey} is masked by Camel itself.
 */
public final class Masking {

    /** In lower case, as Camel compares; every option of a URI that contains the word is masked. */
    private static final String HEADERS = "httpheader";

    private Masking() {}

    /** Adds the keyword to those of the application. */
    public static void maskHeaders(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        String keywords = extension.getAdditionalSensitiveKeywords();
        if (keywords == null || keywords.isBlank()) {
            extension.setAdditionalSensitiveKeywords(HEADERS);
        } else if (!keywords.toLowerCase(Locale.ROOT).contains(HEADERS)) {
            extension.setAdditionalSensitiveKeywords(keywords + "," + HEADERS);
        }
    }
}
