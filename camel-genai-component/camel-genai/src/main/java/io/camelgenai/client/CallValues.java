package io.camelgenai.client;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.LocalId;
import io.camelgenai.provider.CallTemplate;
import io.camelgenai.provider.ProviderDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The values of the variables in calls.
 *
 * @param descriptor the provider that is called
 */
record CallValues(ProviderDescriptor descriptor) {

    /** Those of a create. */
    Map<String, String> of(CreateRequest request) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(CallTemplate.CLIENT_ID, request.clientId());
        String model = request.model();
        if (model != null) {
            values.put(CallTemplate.MODEL, model);
            values.putAll(descriptor.operations().create().variables(model));
        }
        return values;
    }

    /**
     * Those of a call about a generation, given what is known of it.
     *
     * @throws GenAiException when it has no id of the provider
     */
    Map<String, String> of(Generation known) {
        Map<String, String> values = new LinkedHashMap<>(descriptor.links().in(known.raw()));
        values.put(CallTemplate.ID, remote(Objects.requireNonNull(known.id(), () -> descriptor.name() + " has no id")));
        if (known.model() != null) {
            values.put(CallTemplate.MODEL, known.model());
        }
        return values;
    }

    private String remote(String id) {
        if (LocalId.is(id)) {
            throw new GenAiException(
                    descriptor.name() + " gave generation " + id
                            + " no id of its own, so that nothing can be asked for by"
                            + " it. What is known is in the generation itself",
                    Where.generation(descriptor.name(), id),
                    null);
        }
        return id;
    }
}
