package io.camelgenai.provider;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The signers that descriptors may name. Thread-safe.
 *
 * @param all finds them; the first one of a name counts
 */
public record RequestSigners(Supplier<Stream<RequestSigner>> all) {

    /** Those that are services of this class loader, or of that of the component where it is null. */
    public static Stream<RequestSigner> services(@Nullable ClassLoader loader) {
        ClassLoader own = RequestSigners.class.getClassLoader();
        return ServiceLoader.load(RequestSigner.class, loader == null ? own : loader).stream()
                .map(Provider::get);
    }

    /** The signer that a descriptor names. */
    RequestSigner named(DescriptorValue name) {
        String wanted = name.text();
        try {
            List<RequestSigner> known = all.get().toList();
            return known.stream()
                    .filter(each -> each.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> name.problem(unknown(wanted, known)));
        } catch (ServiceConfigurationError e) {
            throw name.problem("the signers cannot be loaded: " + e.getMessage());
        }
    }

    private static String unknown(String wanted, List<RequestSigner> known) {
        return "no signer is named '" + wanted + "'; "
                + NearestName.to(wanted, known.stream().map(RequestSigner::name).toList())
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("a signer is a service or a bean of the type " + RequestSigner.class.getName());
    }
}
