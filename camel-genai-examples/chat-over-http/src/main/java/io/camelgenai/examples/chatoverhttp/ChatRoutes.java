package io.camelgenai.examples.chatoverhttp;

import io.camelgenai.generation.GenerationEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Receives a prompt as the body of a request, and answers while the model writes the text. */
@Component
public class ChatRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // The text itself.
        // tag::text[]
        from("platform-http:/chat?httpMethodRestrict=POST")
                .to("genai:openai-chat/{{model}}?operation=stream")
                .convertBodyTo(InputStream.class)
                .bean(this, "breakOffWithTheText")
                .removeHeaders("*")
                .setHeader("Content-Type", constant("text/plain; charset=utf-8"));
        // end::text[]

        // The provider's events, each of which passes through the route separately.
        // tag::events[]
        from("platform-http:/events?httpMethodRestrict=POST")
                .to("genai:openai-chat/{{model}}?operation=stream")
                .split(body())
                .streaming()
                .stopOnException()
                .bean(this, "send")
                .end()
                .setBody(constant(null));
        // end::events[]
    }

    /** Writes an event to the client immediately. An event without data reports that the stream was interrupted. */
    // tag::send[]
    public void send(@Body GenerationEvent event, @Header(Exchange.HTTP_SERVLET_RESPONSE) HttpServletResponse response)
            throws IOException {
        String frame = event.data() == null
                ? "event: error\ndata: " + event.type()
                : "data: " + event.data().replace("\n", "\ndata: ");
        response.setContentType("text/event-stream");
        response.getOutputStream().write((frame + "\n\n").getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }
    // end::send[]

    /**
     * Lets the client see that the text was interrupted. The server would complete the answer regularly, but it requests the
     * trailers first, and does not complete the answer when that fails. HTTP/1.0 has neither trailers nor a last chunk.
     */
    // tag::break[]
    public void breakOffWithTheText(
            @Body InputStream text,
            @Header(Exchange.HTTP_SERVLET_REQUEST) HttpServletRequest request,
            @Header(Exchange.HTTP_SERVLET_RESPONSE) HttpServletResponse response) {
        if (!request.getProtocol().equals("HTTP/1.0")) {
            response.setTrailerFields(() -> trailers(text));
        }
    }

    private static Map<String, String> trailers(InputStream text) {
        try {
            text.available();
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
    // end::break[]
}
