package io.camelgenai.docs.snippets.recipes;

// tag::route[]
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.ToolCall;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

public class WeatherQuestions extends RouteBuilder {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_ROUNDS = 5;
    private static final String REQUEST = """
            {"messages": [],
             "tools": [{"type": "function", "function": {
                 "name": "weather",
                 "description": "The weather in a city",
                 "parameters": {
                     "type": "object",
                     "properties": {"city": {"type": "string"}},
                     "required": ["city"]}}}]}""";

    @Override
    public void configure() {
        from("direct:question")
                .routeId("question")
                .process(WeatherQuestions::ask)
                .to("genai:openai-chat/gpt-5")
                .loopDoWhile(WeatherQuestions::callsTools)
                .process(WeatherQuestions::answerCalls)
                .to("genai:openai-chat/gpt-5")
                .end()
                .setBody(simple("${body.text}"));
    }

    private static void ask(Exchange exchange) throws IOException {
        ObjectNode request = (ObjectNode) JSON.readTree(REQUEST);
        request.withArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", exchange.getMessage().getBody(String.class));
        exchange.setProperty("request", request);
        exchange.getMessage().setBody(request);
    }

    private static boolean callsTools(Exchange exchange) {
        int round = exchange.getProperty(Exchange.LOOP_INDEX, 0, Integer.class);
        Generation answer = exchange.getMessage().getBody(Generation.class);
        return round < MAX_ROUNDS
                && answer.status() == GenerationStatus.COMPLETED
                && !answer.toolCalls().isEmpty();
    }

    /** Adds the calls of the model to the conversation, and the result of each. */
    private static void answerCalls(Exchange exchange) throws IOException {
        ObjectNode request = exchange.getProperty("request", ObjectNode.class);
        ArrayNode messages = request.withArray("messages");
        ArrayNode calls = messages.addObject().put("role", "assistant").putArray("tool_calls");
        for (ToolCall call : exchange.getMessage().getBody(Generation.class).toolCalls()) {
            calls.addObject()
                    .put("id", call.id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name())
                    .put("arguments", call.arguments());
            JsonNode arguments = JSON.readTree(call.arguments());
            messages.addObject()
                    .put("role", "tool")
                    .put("tool_call_id", call.id())
                    .put("content", weather(arguments.path("city").asText()));
        }
        exchange.getMessage().setBody(request);
    }

    private static String weather(String city) {
        return "It is raining in " + city;
    }
}
// end::route[]
