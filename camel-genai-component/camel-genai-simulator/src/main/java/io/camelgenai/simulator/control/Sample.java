package io.camelgenai.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A first request to one provider, to copy: as a command line, and as a route of the component.
 *
 * @param provider the provider
 * @param baseUrl its base URL here
 * @param key a key that it accepts
 * @param document the request, from the file of samples
 */
public record Sample(String provider, String baseUrl, String key, JsonNode document) {

    /** The command of a create, or of the upload that comes before it; in single quotes where a shell would read more into it. */
    public String curl() {
        StringBuilder line = new StringBuilder("curl -s ").append(baseUrl).append(path());
        headers().forEach(header -> line.append(" -H '").append(header).append('\''));
        String body = document.get("body").toString();
        JsonNode form = document.get("form");
        if (form == null) {
            return line.append(" -H 'Content-Type: application/json' -d '")
                    .append(body)
                    .append('\'')
                    .toString();
        }
        String file = form.get("file").textValue();
        return "echo '" + body + "' | "
                + line.append(" -F purpose=").append(form.get("purpose").textValue()) + " -F 'file=@-;filename=" + file
                + ";type=application/jsonl'";
    }

    /** The path below the base URL. */
    String path() {
        return document.get("path").textValue();
    }

    /** The headers, each as a line. */
    List<String> headers() {
        return document.get("headers").properties().stream()
                .map(header ->
                        header.getKey() + ": " + header.getValue().textValue().replace("$key", key))
                .toList();
    }

    /** The step of a route. */
    public String route() {
        return ".to(\"" + document.get("uri").textValue() + "\")";
    }

    /** The properties of the connection that the route uses. */
    public List<String> properties() {
        String connection = "camel.component.genai.connections[" + provider + "].";
        return List.of(connection + "baseUrl=" + baseUrl, connection + "apiKey=" + key);
    }
}
