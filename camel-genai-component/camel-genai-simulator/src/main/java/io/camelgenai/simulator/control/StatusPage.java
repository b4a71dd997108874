package io.camelgenai.simulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.FaultQueue;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.Objects;

/** The front page: as text, and for browsers with the state of the simulator, which its script asks for. */
final class StatusPage {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Response PAGE = Response.text(200, "text/html; charset=utf-8", Resources.text("page.html"))
            .with("Content-Security-Policy", "default-src 'self'; img-src 'self' data:");
    private static final Response STYLE = Response.text(200, "text/css; charset=utf-8", Resources.text("page.css"));
    private static final Response SCRIPT =
            Response.text(200, "text/javascript; charset=utf-8", Resources.text("page.js"));

    private final Samples samples;
    private final FaultQueue faults;

    StatusPage(Samples samples, FaultQueue faults) {
        this.samples = samples;
        this.faults = faults;
    }

    Response style() {
        return STYLE;
    }

    Response script() {
        return SCRIPT;
    }

    Response front(Request request) {
        boolean isBrowser =
                Objects.requireNonNullElse(request.header("Accept"), "").contains("text/html");
        return isBrowser ? PAGE : Response.text(200, TEXT, """
                camel-genai simulator: simulates generative AI APIs strictly, for tests and examples.
                No request reaches a real provider, and every response is invented.

                %s
                GET    /_simulator/providers
                GET    /_simulator/requests?provider=&operation=&newest=
                GET    /_simulator/generations
                GET    /_simulator/files
                GET    /_simulator/faults
                POST   /_simulator/faults
                DELETE /_simulator/faults
                GET    /_simulator/webhooks
                POST   /_simulator/webhooks
                POST   /_simulator/reset
                """.formatted(samples.text(origin(request))));
    }

    /** Returns the providers with their operations and samples, and the kinds of faults. */
    Response providers(Request request) {
        ObjectNode document = Json.object();
        ArrayNode providers = document.putArray("providers");
        for (Sample sample : samples.at(origin(request))) {
            ObjectNode provider = providers
                    .addObject()
                    .put("name", sample.provider())
                    .put("baseUrl", sample.baseUrl())
                    .put("curl", sample.curl())
                    .put("route", sample.route())
                    .put("properties", String.join("\n", sample.properties()));
            ArrayNode operations = provider.putArray("operations");
            faults.operations(sample.provider()).forEach(operations::add);
        }
        ArrayNode kinds = document.putArray("faults");
        for (Fault.Kind kind : Fault.Kind.values()) {
            kinds.add(kind.name());
        }
        return Response.json(200, document);
    }

    private static String origin(Request request) {
        return "http://" + request.header("Host");
    }
}
