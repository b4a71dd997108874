package io.camelgenai.component.connection;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * Makes Camel mask what may contain a key and has a name of the user's own: extra request headers in URIs, and in the summary of
 * properties that Camel Main logs at the start also an option that does not exist, which may be a misspelled {@code apiKey}. The
 * option {@code apiKey} is masked by Camel itself.
 */
public final class Masking {

    /** In lower case, as Camel compares; every option of a URI that contains the word is masked. */
    private static final String HEADERS = "httpheader";

    private static final String PROPERTIES = "camel.component.";
    private static final String API_KEY = "apikey";
    private static final Pattern QUERY = Pattern.compile("query(\\[.*]|\\..*)");

    /** What follows the component's name; the option of a connection is the last group. */
    private static final Pattern OF_CONNECTION = Pattern.compile("connections(?:\\[[^]]*]|\\.[^.]*)(?:\\.(.+))?");

    private Masking() {}

    /**
     * Adds keywords to those of the application.
     *
     * @param component the name of the component in properties
     * @param isOption whether the component has an option of this name
     */
    public static void mask(CamelContext context, String component, Predicate<String> isOption) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        String keywords = extension.getAdditionalSensitiveKeywords();
        String known = keywords == null ? "" : keywords.toLowerCase(Locale.ROOT);
        String added = Stream.concat(
                        Stream.of(HEADERS), suspicious(context, PROPERTIES + component + ".", isOption).stream())
                .filter(keyword -> !known.contains(keyword))
                .collect(Collectors.joining(","));
        if (!added.isEmpty()) {
            extension.setAdditionalSensitiveKeywords(known.isBlank() ? added : keywords + "," + added);
        }
    }

    /** The last parts of the names of the properties that may contain a key, as Camel compares them. */
    private static Set<String> suspicious(CamelContext context, String prefix, Predicate<String> isOption) {
        return context
                .getPropertiesComponent()
                .loadProperties(
                        name -> name.startsWith(prefix) && isSuspicious(name.substring(prefix.length()), isOption))
                .stringPropertyNames()
                .stream()
                .map(name -> normalized(name.substring(name.lastIndexOf('.') + 1)))
                .filter(name -> name.matches("[\\w\\[\\]]+") && !name.equals(API_KEY))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isSuspicious(String name, Predicate<String> isOption) {
        Matcher ofConnection = OF_CONNECTION.matcher(name);
        if (!ofConnection.matches()) {
            return !isOption.test(name.replace("-", ""));
        }
        String option = ofConnection.group(1);
        return option == null
                || (ConnectionOption.named(option.replace("-", "")) == null
                        && !QUERY.matcher(option).matches());
    }

    private static String normalized(String name) {
        return name.toLowerCase(Locale.ENGLISH).replace("-", "");
    }
}
