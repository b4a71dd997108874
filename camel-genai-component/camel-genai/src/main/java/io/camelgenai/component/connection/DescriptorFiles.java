package io.camelgenai.component.connection;

import io.camelgenai.provider.ProviderCatalog;
import io.camelgenai.provider.RequestSigner;
import io.camelgenai.provider.RequestSigners;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/** Finds the descriptors of providers: on the class path, and in the files that the component option {@code descriptors} names. */
public final class DescriptorFiles {

    private final CamelContext context;
    private final ProviderCatalog catalog;
    private final Set<String> added = ConcurrentHashMap.newKeySet();

    public DescriptorFiles(CamelContext context) {
        this.context = context;
        this.catalog = new ProviderCatalog(
                name -> context.getClassResolver().loadResourceAsStream(name),
                this::namesOnClassPath,
                new RequestSigners(this::signers));
    }

    public ProviderCatalog catalog() {
        return catalog;
    }

    /**
     * Adds the files that have not been added yet.
     *
     * @param files separated by commas, or null
     * @throws IllegalArgumentException when a file cannot be read, or is neither a file: nor a classpath: resource
     */
    public void add(@Nullable String files) {
        for (String file : files == null ? new String[0] : files.split(",")) {
            OptionValidation.requireEvaluated(
                    "The option descriptors", file, "Set it to its value, or to a property that has it");
            addFile(file.trim());
        }
    }

    private void addFile(String file) {
        if (added.contains(file)) {
            return;
        }
        // A descriptor says where keys are sent, so that none comes over a network.
        try (InputStream yaml = LocalResource.open("descriptors", context, file)) {
            catalog.add(file, yaml);
            added.add(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The option descriptors names " + file + ", which cannot be read: " + e.getMessage(), e);
        }
    }

    /** Beans before services. */
    private Stream<RequestSigner> signers() {
        return Stream.concat(
                context.getRegistry().findByType(RequestSigner.class).stream(),
                RequestSigners.services(context.getApplicationContextClassLoader()));
    }

    private Collection<String> namesOnClassPath() {
        try {
            return PluginHelper.getPackageScanResourceResolver(context)
                    .findResources("classpath:" + ProviderCatalog.FOLDER + "*.yaml")
                    .stream()
                    .map(Resource::getLocation)
                    .map(location ->
                            location.substring(location.lastIndexOf('/') + 1, location.length() - ".yaml".length()))
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException("The class path cannot be searched for descriptors", e);
        }
    }
}
