package io.camelgenai.component;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Artifact;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A process with the component that downloads one artifact to a file. */
final class SmallHeapDownload {

    private SmallHeapDownload() {}

    /** @param arguments the origin of the artifact, and the folder to save it in */
    public static void main(String[] arguments) throws Exception {
        CamelContext context = new DefaultCamelContext();
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl(arguments[0]);
        connection.setApiKey("ze_anything");
        context.getComponent("genai", GenAiComponent.class).getConnections().put("llmstats", connection);
        context.getStreamCachingStrategy()
                .setSpoolDirectory(Path.of(arguments[1], "spool").toFile());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:save")
                        .to("genai:llmstats?operation=download&maxArtifactSize=10000000000")
                        .to("file:" + arguments[1] + "?fileName=video.mp4");
            }
        });
        context.start();
        Exchange done = context.createProducerTemplate().send("direct:save", exchange -> exchange.getMessage()
                .setBody(new Artifact(arguments[0] + "/video.mp4", "mp4")));
        System.out.println("failure=" + done.getException());
        System.out.println("sha256=" + done.getMessage().getHeader(GenAiConstants.ARTIFACT_SHA256));
        context.stop();
    }
}
