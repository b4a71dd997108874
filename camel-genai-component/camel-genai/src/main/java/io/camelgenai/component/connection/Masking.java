package io.camelgenai.component.connection;

import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * Has Camel mask what it can not know to be a secret: a header for a gateway may hold a key, and its name is the user's. A key
 * of the option {@code apiKey} is masked by Camel as it is.
 */
public final class Masking {

    /** Camel compares in small letters, and masks each option of a URI that holds the word. */
    private static final String HEADERS = "httpheader";

    private Masking() {}

    /** From now on; words that the application has added stay. */
    public static void headers(CamelContext context) {
        ExtendedCamelContext words = context.getCamelContextExtension();
        String known = words.getAdditionalSensitiveKeywords();
        if (known == null || known.isBlank()) {
            words.setAdditionalSensitiveKeywords(HEADERS);
        } else if (!known.toLowerCase(Locale.ROOT).contains(HEADERS)) {
            words.setAdditionalSensitiveKeywords(known + "," + HEADERS);
        }
    }
}
