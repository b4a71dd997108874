package io.camelgenai.provider;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The known descriptors: those on the class path, {@code META-INF/genai/providers/NAME.yaml}, and those that were added.
 * Each is read once, when it is first used. Safe for use by several threads.
 */
public final class ProviderCatalog {

    /** The folder of descriptors on the class path. */
    public static final String FOLDER = "META-INF/genai/providers/";

    private final Map<String, ProviderDescriptor> descriptors = new ConcurrentHashMap<>();
    private final Function<String, @Nullable InputStream> classPath;
    private final Supplier<Collection<String>> names;
    private final RequestSigners signers;

    /** As the other constructor, with the signers that are services on the class path. */
    public ProviderCatalog(Function<String, @Nullable InputStream> classPath, Supplier<Collection<String>> names) {
        this(classPath, names, new RequestSigners(() -> RequestSigners.services(null)));
    }

    /**
     * @param classPath opens a resource, or returns null where there is none
     * @param names the names of the descriptors on the class path; only used to suggest a name in place of an unknown one
     * @param signers those that descriptors may name
     */
    public ProviderCatalog(
            Function<String, @Nullable InputStream> classPath,
            Supplier<Collection<String>> names,
            RequestSigners signers) {
        this.classPath = classPath;
        this.names = names;
        this.signers = signers;
    }

    /**
     * The descriptor of this name.
     *
     * @throws IllegalArgumentException when there is none; the message names the nearest known one
     * @throws DescriptorException when it has a mistake
     */
    public ProviderDescriptor get(String name) {
        ProviderDescriptor known = descriptors.get(name);
        if (known != null) {
            return known;
        }
        String file = FOLDER + name + ".yaml";
        try (InputStream stream = ProviderDescriptor.isName(name) ? classPath.apply(file) : null) {
            if (stream == null) {
                throw new IllegalArgumentException(unknown(name));
            }
            ProviderDescriptor descriptor = parse(file, stream);
            if (!descriptor.name().equals(name)) {
                throw new DescriptorException(file, "/name", "'" + descriptor.name() + "' is not the file's name");
            }
            ProviderDescriptor raced = descriptors.putIfAbsent(name, descriptor);
            return raced == null ? descriptor : raced;
        } catch (IOException e) {
            throw new DescriptorException(file, "", "cannot be read: " + e.getMessage());
        }
    }

    /**
     * Adds a descriptor from elsewhere; it takes precedence over one of the same name on the class path.
     *
     * @param file its name in error messages
     * @throws DescriptorException when it has a mistake
     */
    public ProviderDescriptor add(String file, InputStream yaml) throws IOException {
        ProviderDescriptor descriptor = parse(file, yaml);
        descriptors.put(descriptor.name(), descriptor);
        return descriptor;
    }

    private ProviderDescriptor parse(String file, InputStream yaml) throws IOException {
        return parse(file, yaml, SchemaTrace.NONE);
    }

    /** @param trace notes what the readers ask for */
    ProviderDescriptor parse(String file, InputStream yaml, SchemaTrace trace) throws IOException {
        return new DescriptorValue(file, "", DescriptorYaml.read(file, yaml), trace)
                .section(descriptor -> ProviderDescriptor.read(descriptor, signers));
    }

    private String unknown(String name) {
        Set<String> all = new TreeSet<>(names.get());
        all.addAll(descriptors.keySet());
        String hint = NearestName.to(name, all)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("known are " + String.join(", ", all) + ".");
        return "Unknown provider '" + name + "'; " + hint + " A provider of your own is a file " + FOLDER
                + "NAME.yaml on the class path";
    }
}
