package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a create that travel in its path, its query or its headers. Until the create is sent they are fields of an
 * object of the request, so that they belong to it like all others: for types, defaults, fingerprints and removal.
 */
public final class CallParams {

    /** A name that no API uses. */
    private static final String FIELD = "{param}";

    private CallParams() {}

    /** Where a parameter is kept. */
    static JsonPath path(String name) {
        return new JsonPath(List.of(FIELD, name));
    }

    /** The values of a create's variables, by their names. */
    public static Map<String, String> in(ObjectNode request) {
        Map<String, String> values = new HashMap<>();
        request.path(FIELD).properties().forEach(param -> {
            JsonNode value = param.getValue();
            if (value != RequestMapping.REMOVED && !value.isNull()) {
                values.put(
                        CallTemplate.PARAM + param.getKey(), value.isValueNode() ? value.asText() : value.toString());
            }
        });
        return values;
    }

    /** The request as it is sent in the body. */
    public static ObjectNode without(ObjectNode request) {
        if (!request.has(FIELD)) {
            return request;
        }
        ObjectNode body = request.objectNode();
        body.setAll(request);
        body.remove(FIELD);
        return body;
    }
}
