package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer is JSON that fits the schema of the request, and a schema that the provider does not take is refused. */
class StructuredAnswersTest extends SimulatorTestSupport {
    private static final String[] HEADERS = {
        "Authorization", "Bearer sk-1",
        "x-api-key", "sk-ant-1",
        "x-goog-api-key", "AIza1",
        "anthropic-version", "2023-06-01"
    };
    private static final String ANTHROPIC = "/anthropic/v1/messages";
    private static final String RESPONSES = "/openai-responses/responses";
    private static final String GEMINI = "/gemini/v1beta/models/gemini-3-flash:generateContent";
    private static final String INTERACTIONS = "/gemini-interactions/v1beta/interactions";
    private static final String SCHEMA =
            "{'type':'object','properties':{'city':{'type':'string'},'size':{'type':'integer'}},"
                    + "'required':['city','size'],'additionalProperties':false}";

    private HttpResponse<String> create(String path, String format) throws Exception {
        String request =
                switch (path) {
                    case ANTHROPIC -> "'model':'m','max_tokens':99,'messages':[{'role':'user','content':'x'}]";
                    case GEMINI -> "'contents':[{'parts':[{'text':'x'}]}]";
                    default -> "'model':'m','input':'x'";
                };
        String body = "{" + request + "," + format.replace("SCHEMA", SCHEMA) + "}";
        return client.post(path, body.replace('\'', '"'), HEADERS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /anthropic/v1/messages       | 'output_config':{'format':{'type':'json_schema','schema':SCHEMA}}   | /content/0/text
            /openai-responses/responses  | 'text':{'format':{'type':'json_schema','name':'a','schema':SCHEMA}} | /output/0/content/0/text
            /openai-responses/responses  | 'text':{'verbosity':'low','format':{'type':'json_schema','name':'a','strict':true,'schema':SCHEMA}} | /output/0/content/0/text
            /gemini/v1beta/models/gemini-3-flash:generateContent | 'generationConfig':{'responseMimeType':'application/json','responseJsonSchema':SCHEMA} | /candidates/0/content/parts/0/text
            /gemini-interactions/v1beta/interactions | 'response_format':{'type':'text','mime_type':'application/json','schema':SCHEMA} | /steps/1/content/0/text
            /gemini-interactions/v1beta/interactions | 'response_format':[{'type':'image'},{'type':'text','mime_type':'application/json','schema':SCHEMA}] | /steps/1/content/0/text
            """)
    void theTextFitsTheSchema(String path, String format, String text) throws Exception {
        JsonNode answer = json(json(create(path, format)).at(text).asText());

        assertThat(answer.get("city").isTextual()).isTrue();
        assertThat(answer.get("size").isIntegralNumber()).isTrue();
        assertThat(answer).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /anthropic/v1/messages       | 'output_config':{'format':{'type':'json_schema'}}                  | schema: Field required
            /anthropic/v1/messages       | 'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}} | additionalProperties
            /openai-responses/responses  | 'text':{'format':{'type':'json_schema','schema':SCHEMA}}           | text.format.name
            /openai-responses/responses  | 'text':{'format':{'type':'json_schema','name':'a','schema':{'type':'array'}}} | type
            /openai-responses/responses  | 'text':{'format':{'type':'json_schema','name':'a','strict':true,'schema':{'type':'object'}}} | additionalProperties
            /gemini/v1beta/models/gemini-3-flash:generateContent | 'generationConfig':{'responseJsonSchema':SCHEMA} | application/json
            /gemini/v1beta/models/gemini-3-flash:generateContent | 'generationConfig':{'responseMimeType':'application/json','responseJsonSchema':{'type':'nothing'}} | No text fits the schema
            """)
    void aSchemaThatTheProviderDoesNotTakeIsRefused(String path, String format, String message) throws Exception {
        HttpResponse<String> refused = create(path, format);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains(message);
    }

    @Test
    void aFormatOfAnotherMimeTypeIsProse() throws Exception {
        String text = json(create(
                        INTERACTIONS, "'response_format':{'type':'text','mime_type':'text/plain','schema':SCHEMA}"))
                .at("/steps/1/content/0/text")
                .asText();

        assertThat(text).doesNotStartWith("{");
    }
}
