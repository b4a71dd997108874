package io.camelgenai.component.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.camelgenai.component.GenAiComponent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An invalid option stops the start, with a message that names it as it was written and says what is allowed. Nothing is sent
 * here, so there is no provider.
 */
class InvalidOptionsTest {

    private static final String SECRET = "ze_canary-5b08";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private static RouteBuilder route(String from, String to) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        };
    }

    /** Sets properties of the component as Camel Main does. */
    private void bind(Map<String, Object> properties) {
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(component)
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withProperties(properties)
                .withMandatory(true)
                .withRemoveParameters(false)
                .bind();
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    private String startFailure() {
        Throwable failure = catchThrowable(context::start);
        assertThat(failure).as("It started").isNotNull();
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).doesNotContain(SECRET);
        return rootOf(failure).getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            connectTimeout=0s       | Connection wrong: the option connectTimeout is not a duration between 1ms and 24d
            connectTimeout=25d      | Connection wrong: the option connectTimeout is not a duration between 1ms and 24d
            headersTimeout=-1s      | Connection wrong: the option headersTimeout is not a duration between 1ms and 10000d
            firstEventTimeout=0s    | Connection wrong: the option firstEventTimeout is not a duration between 1ms and 10000d
            idleTimeout=100000d     | Connection wrong: the option idleTimeout is not a duration between 1ms and 10000d
            eventIdleTimeout=0s     | Connection wrong: the option eventIdleTimeout is not a duration between 1ms and 10000d
            retryDelay=-5s          | Connection wrong: the option retryDelay is not a duration between 1ms and 10000d
            maxRetryDelay=0s        | Connection wrong: the option maxRetryDelay is not a duration between 1ms and 10000d
            idleTimeout=soon        | The option idleTimeout is not a duration, such as 500ms, 30s or 10m
            maxRetries=-1           | Connection wrong: the option maxRetries is not a number between 0 and 10000
            maxRetries=many         | The option maxRetries is not a whole number
            maxEventSize=0          | Connection wrong: the option maxEventSize is not a number between 1 and 2147483647
            maxResponseSize=1000000000000 | Connection wrong: the option maxResponseSize is not a number between 1 and 2147483647
            allowPlainHttp=maybe    | The option allowPlainHttp is neither true nor false
            baseUrl=ftp://somewhere | Connection wrong: the option baseUrl is not an http or https URL
            baseUrl=somewhere       | Connection wrong: the option baseUrl is not an http or https URL
            httpHeader.X-A=caf\u00e9 | Connection wrong: the option httpHeader.X-A contains a character that no HTTP header may contain
            query.a%20b=1           | Connection wrong: the option query.NAME has a name with a character other than letters, digits and - . _ ~ $ [ ] : @
            query.a=1%0A2           | Connection wrong: the option query.a contains a control character
            query.api_key=7         | Connection wrong: the option query.api_key is a secret, and a query is logged. Set it with apiKey or httpHeader.NAME
            query.subscription-key=7 | Connection wrong: the option query.subscription-key is a secret
            query.accessToken=7     | Connection wrong: the option query.accessToken is a secret
            query.message_id=7      | Connection wrong: the option query.message_id is not free: the calls of privategpt set this parameter themselves
            httpClient=#nobody      | The option httpClient names no OkHttpClient of the registry, as #NAME does
            colour=red              | The option colour is unknown; known are allowPlainHttp
            timout=5m               | The option timout is unknown; did you mean timeout?
            timeoutMillis=5         | The option timeoutMillis is unknown; did you mean timeout?
            model=gpt               | The option model is unknown: the model is part of the path, genai:PROVIDER/MODEL
            provider=llmstats       | The option provider is unknown: the provider is part of the path, genai:PROVIDER/MODEL
            artifactTimeout=0s      | The option artifactTimeout is not a duration between 1ms and 10000d
            artifact=-1             | The option artifact is not a number between 0 and 1000000
            maxArtifactSize=0       | The option maxArtifactSize is not a number between 1 and 9223372036854775807
            artifactHosts=a b       | Connection wrong: the option artifactHosts has an entry that is no host: a b
            webhookUrl=nowhere      | Connection wrong: the option webhookUrl is not an http or https URL
            webhookKeys=file:/keys  | Connection wrong: the option webhookKeys is not an http or https URL
            artifactHosts=http://a  | Connection wrong: the option artifactHosts has an entry that is no host: http://a
            timeout=0s              | The option timeout is not a duration between 1ms and 10000d
            timeout=soon            | The option timeout is not a duration, such as 500ms, 30s or 10m
            operation=destroy       | The option operation is not one of generate, create, stream, attach
            inputFormat=xml         | The option inputFormat is not one of text, json
            system=                 | The option system is empty: leave it out, or set it to a value
            system=${header.x}      | The option system contains ${, which is not evaluated here. Use toD in place of to, or set the header CamelGenAiParams
            jsonSchema=ftp:schema   | The option jsonSchema names a resource of the kind 'ftp:'. Use file: or classpath:
            jsonSchema=[1]          | The option jsonSchema is JSON, but not an object: write a JSON schema
            cancelOnTimeout=maybe   | The option cancelOnTimeout is neither true nor false
            param.note=${body}      | The option param.note contains ${, which is not evaluated here. Use toD in place of to, or set the header CamelGenAiParams
            generationId=${header.x} | The option generationId contains ${, which is not evaluated here. Use toD in place of to, or set the header CamelGenAiGenerationId
            operation=$simple{body} | The option operation contains $simple{, which is not evaluated here. Use toD in place of to, or set the header CamelGenAiOperation
            timeout=${header.x}     | The option timeout contains ${, which is not evaluated here. Use toD in place of to
            channel=a-${header.x}   | The option channel contains ${, which is not evaluated here. Use toD in place of to
            carryHeaders=${header.x} | The option carryHeaders contains ${, which is not evaluated here. Use toD in place of to
            apiKey=${env:ze_canary-5b08} | The option apiKey contains ${, which is not evaluated here. Use toD in place of to
            httpHeader.X-Key=a${ze_canary-5b08} | The option httpHeader.X-Key contains ${, which is not evaluated here. Use toD in place of to
            """)
    void F68_anInvalidOptionOfAProducerStopsTheStart(String option, String message) throws Exception {
        context.addRoutes(route("direct:in", "genai:privategpt?connection=wrong&" + option));

        assertThat(startFailure()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            llmstats?aspect_ratio=16:9       | aspect_ratio is unknown; did you mean param.aspect_ratio?
            llmstats/m?aspectRatio=16:9      | aspectRatio is unknown; did you mean param.aspect_ratio?
            elumenta/m?aspect_ratio=16:9     | aspect_ratio is unknown; did you mean param.aspect_ratio?
            privategpt?colour=red            | colour is unknown; known are allowPlainHttp
            privategpt?Model=red             | Model is unknown: the model is part of the path, genai:PROVIDER/MODEL
            openai-chat/m?temperature=1      | temperature is unknown; did you mean param.temperature?
            """)
    void aParameterOfTheRequestIsProposedWithItsPrefix(String uri, String message) throws Exception {
        context.addRoutes(route("direct:in", "genai:" + uri));

        assertThat(startFailure()).startsWith("The option " + message);
    }

    @Test
    void anEmptyModelStopsTheStart() throws Exception {
        context.addRoutes(route("direct:in", "genai:privategpt/%20?operation=create"));

        assertThat(startFailure()).isEqualTo("The model in the path is empty: leave it out, or name one");
    }

    @Test
    void twoConsumersOfOneUriStopTheStart() throws Exception {
        context.addRoutes(route("genai:privategpt?channel=one", "mock:a"));
        context.addRoutes(route("genai:privategpt?channel=one", "mock:b"));

        assertThat(startFailure())
                .startsWith(
                        "Two consumers would acknowledge the same generation of privategpt in channel one. Use one");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, openai-chat",
        "OpenAI, openai-chat",
        "twelve-labs, twelvelabs",
        "private-gpt, privategpt",
        "skills, skills-video",
        "llm-stats, llmstats",
        "elementa, elumenta"
    })
    void theNearestProviderIsProposed(String name, String meant) throws Exception {
        context.addRoutes(route("direct:in", "genai:" + name));

        assertThat(startFailure()).startsWith("Unknown provider '" + name + "'; did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            concurrentConsumers=0       | The option concurrentConsumers is not a number between 1 and 10000
            concurrentConsumers=1000000 | The option concurrentConsumers is not a number between 1 and 10000
            concurrentConsumers=few     | The option concurrentConsumers is not a whole number
            maxDeliveries=0             | The option maxDeliveries is not a number between 1 and 2147483647
            redeliveryDelay=20000d      | The option redeliveryDelay is not a duration between 0ms and 10000d
            emit=all                    | The option emit is not one of terminal, events
            generationId=${header.x}    | The option generationId contains ${, which is not evaluated here. Use toD in place of to, or set the header CamelGenAiGenerationId
            statuses=DONE               | The option statuses names 'DONE'; known are COMPLETED, INCOMPLETE, FAILED, CANCELED
            """)
    void F68_anInvalidOptionOfAConsumerStopsTheStart(String option, String message) throws Exception {
        context.addRoutes(route("genai:privategpt?" + option, "mock:out"));

        assertThat(startFailure()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            apiKey=ze_canary-5b08 | The property camel.component.genai.apiKey is unknown: it is an option of a connection, camel.component.genai.connections[NAME].apiKey
            secret=ze_canary-5b08 | The property camel.component.genai.secret is unknown; known are autowiredEnabled, bridgeErrorHandler, connections, descriptors, genAiConventions, healthCheckConsumerEnabled,
            trakFor=1h      | The property camel.component.genai.trakFor is unknown; did you mean trackFor?
            lazyStartProduser=true | The property camel.component.genai.lazyStartProduser is unknown; did you mean lazyStartProducer?
            trackFor=soon   | The property camel.component.genai.trackFor is not a duration, such as 500ms, 30s or 10m
            maxStreams=-1   | The property camel.component.genai.maxStreams is not a number between 0 and 2147483647
            trackFor=0s     | The property camel.component.genai.trackFor is not a duration between 1ms and 10000d
            retention=20000d | The property camel.component.genai.retention is not a duration between 0ms and 10000d
            connections[x].headersTimeout=-1s | Connection x: the property camel.component.genai.connections[x].headersTimeout is not a duration between 1ms and 10000d
            connections[x].headersTimeout=soon | Connection x: the property camel.component.genai.connections[x].headersTimeout is not a duration, such as 500ms, 30s or 10m
            connections[x].headers-timeout=soon | Connection x: the property camel.component.genai.connections[x].headersTimeout is not a duration, such as 500ms, 30s or 10m
            connections[x].maxRetries=many | Connection x: the property camel.component.genai.connections[x].maxRetries is not a whole number
            connections[x].maxRetries=-1   | Connection x: the property camel.component.genai.connections[x].maxRetries is not a number between 0 and 10000
            connections[x].provider=llmstat | Connection x: the property camel.component.genai.connections[x].provider is wrong. Unknown provider 'llmstat'; did you mean 'llmstats'?
            connections[x].baseUrl=nowhere  | Connection x: the property camel.component.genai.connections[x].baseUrl is not an http or https URL
            connections[x].baseUrl=https://me:ze_canary-5b08@host/ | Connection x: the property camel.component.genai.connections[x].baseUrl may contain a host, a port and a path only.
            connections[x].baseUrl=https://host/?key=ze_canary-5b08 | Connection x: the property camel.component.genai.connections[x].baseUrl may contain a host, a port and a path only.
            connections[x].apiKye=ze_canary-5b08 | Connection x: the property camel.component.genai.connections[x].apiKye is unknown; did you mean apiKey?
            connections[x].password=ze_canary-5b08 | Connection x: the property camel.component.genai.connections[x].password is unknown; known are allowPlainHttp, apiKey, artifactHosts, baseUrl,
            connections[x].httpHeader[X-Key]=ze_canary\u0001-5b08 | Connection x: the property camel.component.genai.connections[x].httpHeader.X-Key contains a character that no HTTP header may contain
            connections[x].query[a b]=1 | Connection x: the property camel.component.genai.connections[x].query.NAME has a name with a character
            connections[x].query[sig]=ze_canary-5b08 | Connection x: the property camel.component.genai.connections[x].query.sig is a secret
            connections[llmstat].apiKey=ze_canary-5b08 | Connection llmstat: the property camel.component.genai.connections[llmstat].provider is missing, and no provider has the connection's name. Unknown provider 'llmstat'; did you mean 'llmstats'?
            connections[openai_chat].maxRetries=0 | Connection openai_chat: the property camel.component.genai.connections[openai_chat].provider is missing, and no provider has the connection's name. Unknown provider 'openai_chat'; did you mean 'openai-chat'?
            connections[OpenAI-Chat].maxRetries=0 | Connection OpenAI-Chat: the property camel.component.genai.connections[OpenAI-Chat].provider is missing, and no provider has the connection's name. Unknown provider 'OpenAI-Chat'; did you mean 'openai-chat'?
            connections[openai].maxRetries=0 | Connection openai: the property camel.component.genai.connections[openai].provider is missing, and no provider has the connection's name. Unknown provider 'openai'; did you mean 'openai-chat'?
            connections[tenant-a].maxRetries=0 | Connection tenant-a: the property camel.component.genai.connections[tenant-a].provider is missing, and no provider has the connection's name. Unknown provider 'tenant-a'; known are anthropic, anthropic-batch, bfl, byteplus,
            connections[x]=ze_canary-5b08 | The property camel.component.genai.connections[x] is a connection and has options, each a property of its own, such as camel.component.genai.connections[x].apiKey
            connections.llmstats.apiKey=ze_canary-5b08 | Connection llmstats: the property camel.component.genai.connections[llmstats].OPTION has to be written like this, with the name of the connection in brackets
            connections[x].apiKey.x=ze_canary-5b08 | Connection x: the property camel.component.genai.connections[x].apiKey has no properties below it
            connections[x].maxRetries.max=ze_canary-5b08 | Connection x: the property camel.component.genai.connections[x].maxRetries has no properties below it
            connections[x].httpHeader=ze_canary-5b08 | Connection x: the property camel.component.genai.connections[x].httpHeader has entries, each a property of its own: httpHeader[NAME]
            connections[x].httpHeader.X-Key=ze_canary-5b08 | Connection x: the property camel.component.genai.connections[x].httpHeader.XKey may have lost dashes of its name: write the name in brackets, httpHeader[NAME]
            connections[x].httpHeader.X.Key=ze_canary-5b08 | Connection x: the property camel.component.genai.connections[x].httpHeader.X may have lost dashes of its name: write the name in brackets, httpHeader[NAME]
            connections[x].query.api-version=1 | Connection x: the property camel.component.genai.connections[x].query.apiVersion may have lost dashes of its name: write the name in brackets, query[NAME]
            connections[x].httpHeader[X Key]=ze_canary-5b08 | Connection x: the property camel.component.genai.connections[x].httpHeader.NAME has a name that no HTTP header may have
            """)
    void F68_anInvalidPropertyStopsTheStartEvenWhenNoEndpointUsesIt(String property, String message) throws Exception {
        bind(Map.of(property.replaceFirst("=.*", ""), property.replaceFirst("[^=]*=", "")));

        assertThat(startFailure()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            genai:${header.p}                  | The option provider contains ${, which is not evaluated here. Use toD in place of to
            genai:llmstats/${header.m}         | The option model contains ${, which is not evaluated here. Use toD in place of to, or set the header CamelGenAiModel
            genai:llmstats/black-forest/x${m}  | The option model contains ${, which is not evaluated here. Use toD in place of to, or set the header CamelGenAiModel
            """)
    void anExpressionInAPathThatIsNotEvaluatedStopsTheStart(String uri, String message) throws Exception {
        context.addRoutes(route("direct:in", uri));

        assertThat(startFailure()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{genai.key}}ze_canary-5b08", "${env:KEY}ze_canary-5b08"})
    void aKeySetInJavaThatIsNotEvaluatedStopsTheStart(String key) {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setApiKey(key);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("llmstats", connection);

        assertThat(startFailure())
                .isEqualTo(
                        "Connection llmstats: the property camel.component.genai.connections[llmstats].apiKey contains "
                                + key.substring(0, 2)
                                + ", which is not evaluated here. Set it to its value, or to a property"
                                + " that has it");
    }

    @Test
    void descriptorsThatAreNotEvaluatedStopTheStart() {
        assertThatThrownBy(() -> {
                    GenAiComponent component = new GenAiComponent(context);
                    component.setDescriptors("file:${here}/a.yaml");
                    component.start();
                })
                .hasStackTraceContaining(
                        "The option descriptors contains ${, which is not evaluated here. Set it to its"
                                + " value, or to a property that has it");
    }

    @Test
    void aSimpleExpressionWhereOneIsExpectedIsNoMistake() throws Exception {
        context.addRoutes(route("direct:in", "genai:privategpt?idempotencyKey=${header.order}-$simple{body}"));
        context.start();
    }

    @Test
    void F68_aNegativeDurationSetInJavaStopsTheStart() {
        context.getComponent("genai", GenAiComponent.class).setRetention(Duration.ofDays(-1));

        assertThat(startFailure())
                .isEqualTo("The property camel.component.genai.retention is not a duration between 0ms and 10000d");
    }

    @Test
    void F68_aKeyWithALineBreakIsRefusedAndNotShown() {
        bind(Map.of("connections[llmstats].apiKey", SECRET + "\n" + SECRET));

        assertThat(startFailure())
                .isEqualTo(
                        "Connection llmstats: the property camel.component.genai.connections[llmstats].apiKey contains a"
                                + " character that no HTTP header may contain");
    }

    @Test
    void F68_aKeyIsNotSentOverPlainHttp() {
        bind(Map.of(
                "connections[llmstats].apiKey", SECRET, "connections[llmstats].baseUrl", "http://gateway.invalid/"));

        assertThat(startFailure())
                .isEqualTo("Connection llmstats: the property camel.component.genai.connections[llmstats].baseUrl would"
                        + " send the key over http to another host. Use https, or set allowPlainHttp");
    }

    @Test
    void F68_aKeyOfAnEndpointIsNotSentOverPlainHttp() throws Exception {
        bind(Map.of("connections[llmstats].baseUrl", "http://gateway.invalid/"));
        context.addRoutes(route("direct:in", "genai:llmstats/flux-1.1-pro?apiKey=" + SECRET));

        assertThat(startFailure()).contains("connections[llmstats].baseUrl would send the key over http");
    }

    @Test
    void F68_twoEndpointsWithDifferentOptionsOfOneConnectionStopTheStart() throws Exception {
        context.addRoutes(route("direct:a", "genai:privategpt?connection=shared&apiKey=" + SECRET));
        context.addRoutes(route("direct:b", "genai:privategpt?connection=shared&apiKey=other"));

        assertThat(startFailure())
                .isEqualTo(
                        "Two endpoints set the option apiKey of connection shared to different values. Give one of them"
                                + " a connection of its own with the option connection");
    }

    @Test
    void F68_twoConsumersThatWouldAcknowledgeOneGenerationStopTheStart() throws Exception {
        context.addRoutes(route("genai:privategpt?channel=one", "mock:a"));
        context.addRoutes(route("genai:privategpt/some-model?channel=one", "mock:b"));

        assertThat(startFailure())
                .startsWith("Two consumers would acknowledge the same generation of privategpt in channel one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            genai:openai-chat/gpt | Connection openai-chat: the options baseUrl and apiKey are missing. Set camel.component.genai.connections[openai-chat].baseUrl to the server that is meant, or, for https://api.openai.com/v1, camel.component.genai.connections[openai-chat].apiKey or the environment variable OPENAI_API_KEY
            genai:openai-chat/gpt?apiKey= | Connection openai-chat: the options baseUrl and apiKey are missing.
            genai:openai-chat/gpt?connection=own-x | Connection own-x: the options baseUrl and apiKey are missing. Set camel.component.genai.connections[own-x].baseUrl
            genai:openai-chat/gpt?connection=tenantA | Connection tenantA is not configured; did you mean tenant-a? Correct the option connection, or set
            genai:privategpt?connection=tennant-a | Connection tennant-a is not configured; did you mean tenant-a?
            """)
    void aPromptIsNotSentToTheProvidersOwnServerUnlessThatIsMeant(String uri, String message) throws Exception {
        assumeTrue(System.getenv("OPENAI_API_KEY") == null);
        bind(Map.of("connections[tenant-a].provider", "openai-chat", "connections[tenant-a].apiKey", SECRET));
        context.addRoutes(route("direct:in", uri));

        assertThat(startFailure()).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "genai:openai-chat/gpt?apiKey=" + SECRET,
                "genai:openai-chat/gpt?baseUrl=http://127.0.0.1:1",
                "genai:openai-chat/gpt?baseUrl=https://api.openai.com/v1",
                "genai:openai-chat/gpt?connection=tenant-a",
                "genai:privategpt",
                "genai:privategpt?connection=tenant-b&baseUrl=http://127.0.0.1:1"
            })
    void aPromptIsSentToTheServerThatIsMeant(String uri) throws Exception {
        bind(Map.of("connections[tenant-a].provider", "openai-chat", "connections[tenant-a].apiKey", SECRET));
        context.addRoutes(route("direct:in", uri));

        context.start();
        assertThat(context.getRoutes()).hasSize(1);
    }

    @Test
    void validPropertiesAreSet() {
        bind(Stream.of(
                        "connections[x].api-key=" + SECRET,
                        "connections[x].provider=llmstats",
                        "connections[x].baseUrl=https://127.0.0.1:1/llmstats",
                        "connections[x].httpHeader[X-Tenant]=a",
                        "connections[x].query[api-version]=2024-10-21",
                        "connections[x].query.region=north",
                        "connections[x].maxRetries=0",
                        "connections[llmstats].headersTimeout=45s",
                        "maxStreams=0")
                .collect(Collectors.toMap(
                        each -> each.replaceFirst("=.*", ""), each -> each.replaceFirst("[^=]*=", ""))));
        context.start();

        ConnectionConfiguration x = context.getComponent("genai", GenAiComponent.class)
                .getConnections()
                .get("x");
        assertThat(x.getApiKey()).isEqualTo(SECRET);
        assertThat(x.getMaxRetries()).isZero();
        assertThat(x.getHttpHeader()).containsEntry("X-Tenant", "a");
        assertThat(x.getQuery()).isEqualTo(Map.of("api-version", "2024-10-21", "region", "north"));
    }
}
