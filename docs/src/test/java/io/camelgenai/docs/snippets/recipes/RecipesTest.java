package io.camelgenai.docs.snippets.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.JournalEntry;
import io.camelgenai.simulator.SimulatorOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each recipe does on the simulator what its page says, in each language. */
class RecipesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0.01).build());
    private final CamelContext context = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void connect() {
        for (String provider : List.of("llmstats", "openai-chat", "anthropic", "openrouter-video")) {
            ConnectionConfiguration connection = new ConnectionConfiguration();
            connection.setBaseUrl(simulator.baseUrl(provider));
            connection.setApiKey(simulator.apiKey(provider));
            context.getComponent("genai", GenAiComponent.class).getConnections().put(provider, connection);
        }
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private void add(RoutesBuilder java, String name, String language) throws Exception {
        if (language.equals("java")) {
            context.addRoutes(java);
        } else {
            RoutesLoader loader = PluginHelper.getRoutesLoader(context);
            loader.loadRoutes(PluginHelper.getResourceLoader(context)
                    .resolveResource("classpath:io/camelgenai/docs/snippets/recipes/" + name + "." + language));
        }
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }

    // tag::described[]
    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aPictureOfAFolderIsDescribedAsJson(String language) throws Exception {
        add(new DescribedPictures(), "described-pictures", language);
        AdviceWith.adviceWith(context, "describe", route -> {
            route.replaceFromWith("direct:file");
            route.weaveByToUri("file:descriptions*").replace().to("mock:descriptions");
        });
        context.start();

        template.sendBodyAndHeaders("direct:file", picture(), Map.of(Exchange.FILE_NAME, "kite.png"));

        MockEndpoint descriptions = context.getEndpoint("mock:descriptions", MockEndpoint.class);
        JsonNode description =
                JSON.readTree(descriptions.getExchanges().get(0).getMessage().getBody(String.class));
        assertThat(description.fieldNames()).toIterable().containsExactlyInAnyOrder("name", "description", "colors");
        assertThat(simulator.receivedFiles()).singleElement().satisfies(file -> assertThat(file.mediaType())
                .isEqualTo("image/png"));
    }
    // end::described[]

    // tag::sorted[]
    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aTicketGoesToOneTeam(String language) throws Exception {
        add(new SortedTickets(), "sorted-tickets", language);
        context.start();

        template.sendBody("direct:ticket", "My parcel has not arrived");

        List<Exchange> received = Stream.of("billing", "delivery", "unsorted")
                .map(team -> context.createConsumerTemplate().receiveNoWait("seda:" + team))
                .filter(Objects::nonNull)
                .toList();
        assertThat(received).singleElement().satisfies(ticket -> {
            assertThat(ticket.getMessage().getBody(String.class)).isEqualTo("My parcel has not arrived");
            assertThat(ticket.getMessage().getHeader("team")).isIn("billing", "delivery", "other");
            assertThat(ticket.getMessage().getHeader("summary", String.class)).isNotBlank();
        });
        assertThat(simulator.requests("anthropic", "create").get(0).body()).contains("You sort tickets.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aTicketWithACutAnswerIsNotLost(String language) throws Exception {
        add(new SortedTickets(), "sorted-tickets", language);
        context.start();

        template.sendBody("direct:ticket", "My parcel has not arrived [incomplete]");

        assertThat(context.createConsumerTemplate().receiveBodyNoWait("seda:unsorted", String.class))
                .startsWith("My parcel has not arrived");
    }
    // end::sorted[]

    // tag::kafka[]
    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aRecordOfKafkaThatIsReadTwiceIsOnePicture(String language) throws Exception {
        add(new PicturesOverKafka(), "pictures-over-kafka", language);
        AdviceWith.adviceWith(context, "wanted", route -> route.replaceFromWith("direct:kafka"));
        AdviceWith.adviceWith(context, "ready", route -> route.weaveByToUri("kafka:*")
                .replace()
                .to("mock:ready"));
        MockEndpoint ready = context.getEndpoint("mock:ready", MockEndpoint.class);
        ready.expectedMessageCount(1);
        context.start();

        Map<String, Object> headers =
                Map.of("kafka.TOPIC", "wanted", "kafka.PARTITION", 0, "kafka.OFFSET", 7L, "kafka.KEY", "order-1");
        template.sendBodyAndHeaders("direct:kafka", "a paper boat", headers);
        template.sendBodyAndHeaders("direct:kafka", "a paper boat", headers);

        ready.assertIsSatisfied();
        Exchange record = ready.getExchanges().get(0);
        assertThat(record.getMessage().getHeader("kafka.KEY")).isEqualTo("order-1");
        assertThat(record.getMessage().getBody(String.class)).contains("\"status\":\"COMPLETED\"");
        assertThat(simulator.generationsCreated()).isOne();
    }
    // end::kafka[]

    // tag::ordered[]
    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aVideoIsOrderedAndSaved(String language) throws Exception {
        add(new OrderedVideos(), "ordered-videos", language);
        AdviceWith.adviceWith(context, "order", route -> route.replaceFromWith("direct:order"));
        AdviceWith.adviceWith(context, "status", route -> route.replaceFromWith("direct:status"));
        AdviceWith.adviceWith(
                context, "save", route -> route.weaveByToUri("file:*").replace().to("mock:videos"));
        MockEndpoint videos = context.getEndpoint("mock:videos", MockEndpoint.class);
        videos.setResultWaitTime(30_000);
        videos.expectedMessageCount(1);
        context.start();

        Exchange order = template.request(
                "direct:order", exchange -> exchange.getMessage().setBody("A kite over the sea"));

        String id = order.getMessage().getBody(String.class);
        assertThat(order.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                .isEqualTo(202);
        videos.assertIsSatisfied();
        assertThat(videos.getExchanges().get(0).getMessage().getHeader(Exchange.FILE_NAME, String.class))
                .endsWith(".mp4");
        assertThat(template.requestBodyAndHeader("direct:status", null, "id", id, String.class))
                .isEqualTo("COMPLETED");
    }
    // end::ordered[]

    // tag::tool[]
    @Test
    void aToolIsCalledAndItsResultAnswersTheQuestion() throws Exception {
        context.addRoutes(new WeatherQuestions());
        context.start();

        String answer = template.requestBody("direct:question", "What is the weather in Paris?", String.class);

        assertThat(answer).isNotBlank();
        List<JournalEntry> requests = simulator.requests("openai-chat", "create");
        assertThat(requests).hasSize(2);
        assertThat(JSON.readTree(requests.get(1).body()).path("messages"))
                .extracting(message -> message.path("role").asText())
                .containsExactly("user", "assistant", "tool");
        assertThat(requests.get(1).body()).contains("It is raining in ");
    }
    // end::tool[]

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aPictureShowsItsCost(String language) throws Exception {
        add(new ThrottledPictures(), "throttled-pictures", language);
        context.start();

        Exchange picture = template.request(
                "direct:picture", exchange -> exchange.getMessage().setBody("a paper boat"));

        assertThat(picture.getMessage().getHeader("CamelGenAiCostUsd", BigDecimal.class))
                .isPositive();
    }
}
