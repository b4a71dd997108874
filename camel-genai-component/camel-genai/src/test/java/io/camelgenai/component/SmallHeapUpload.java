package io.camelgenai.component;

import io.camelgenai.component.connection.ConnectionConfiguration;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** A process with the component that creates with one large file. */
final class SmallHeapUpload {

    private SmallHeapUpload() {}

    /** @param arguments the base URL of the provider, and the file */
    public static void main(String[] arguments) throws Exception {
        CamelContext context = new DefaultCamelContext();
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl(arguments[0]);
        connection.setApiKey("anything");
        context.getComponent("genai", GenAiComponent.class).getConnections().put("fal", connection);
        context.start();
        Exchange done = context.createProducerTemplate()
                .request("genai:fal/acme/video?operation=create&channel=nobody&idempotencyKey=one", exchange -> {
                    exchange.getMessage().setBody("a canary");
                    exchange.getMessage().setHeader(GenAiConstants.INPUTS, Map.of("video", Path.of(arguments[1])));
                });
        System.out.println("failure=" + done.getException());
        System.out.println("id=" + done.getMessage().getHeader(GenAiConstants.GENERATION_ID));
        context.stop();
    }
}
