package io.camelgenai.component.connection;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/** A file, or a resource of the class path, that an option names. Camel would also read one over a network. */
public final class LocalResource {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):");
    private static final Set<String> LOCAL = Set.of("file", "classpath");

    private LocalResource() {}

    /**
     * Opens the resource.
     *
     * @param option the name of the option
     * @param resource {@code file:} or {@code classpath:} and a path; on the class path without either
     * @throws IllegalArgumentException when it is of another kind; the message shows no address, which may have a password
     * @throws IOException when there is none, or it cannot be read
     */
    public static InputStream open(String option, CamelContext context, String resource) throws IOException {
        Matcher scheme = SCHEME.matcher(resource);
        if (scheme.lookingAt() && !LOCAL.contains(scheme.group(1))) {
            throw new IllegalArgumentException("The option " + option + " names a resource of the kind '"
                    + scheme.group(1) + ":'. Use file: or classpath:");
        }
        return ResourceHelper.resolveMandatoryResourceAsInputStream(context, resource);
    }
}
