package io.camelgenai.examples.chatoverhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import jakarta.servlet.Filter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;

/** What a client of the application receives, byte by byte, and what the provider notices of the client. */
@Timeout(60)
class ChatOverHttpTest {

    private static final String KEY = "ze_canary-7d1f";
    private static final String PROMPT = "a canary in a coal mine";

    private static final BlockingQueue<Long> ANSWER_LIMITS = new LinkedBlockingQueue<>();
    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();
    private static final PrintStream CONSOLE = System.out;

    private static ScriptedProvider provider;
    private static RunningChat chat;

    /** Records how long the server permits an answer to take. */
    static class Limits {
        @Bean
        Filter limits() {
            return (request, response, chain) -> {
                chain.doFilter(request, response);
                if (request.isAsyncStarted()) {
                    ANSWER_LIMITS.add(request.getAsyncContext().getTimeout());
                }
            };
        }
    }

    /** Answers requests with a generation, or with one of its events, without a step that converts it. */
    static class Documents extends RouteBuilder {

        private static final Generation GENERATION = Generation.of("loom")
                .id("17")
                .status(GenerationStatus.COMPLETED)
                .text("warp \u20AC weft")
                .build();
        private static final GenerationEvent EVENT = new GenerationEvent(
                "17", 3, GenerationEventType.TEXT, "row", "warp", GENERATION, "{\"row\": \"warp \u20AC\",  \"n\":1}");

        @Override
        public void configure() {
            from("platform-http:/generation").setBody(constant(GENERATION));
            from("platform-http:/event").setBody(constant(EVENT));
        }
    }

    @BeforeAll
    static void start() {
        System.setOut(new PrintStream(LOG, true, StandardCharsets.UTF_8));
        provider = new ScriptedProvider();
        chat = new RunningChat(provider.baseUrl(), KEY, Limits.class, Documents.class);
    }

    @AfterAll
    static void leavesNothing() {
        System.setOut(CONSOLE);
        chat.close();
        provider.close();
        String log = LOG.toString(StandardCharsets.UTF_8);
        CONSOLE.print(log);
        assertThat(log).contains("Tomcat started on port").doesNotContain(PROMPT, KEY.substring(3));
    }

    /** The bytes that the client has to receive for a piece of the text. */
    private static String expected(String path, String piece) {
        return path.equals("/chat") ? piece : "data: " + ScriptedProvider.chunk(piece) + "\n\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat", "/events"})
    void theFirstPieceIsReadBeforeTheProviderWritesTheSecond(String path) throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        provider.script(answer -> {
            answer.text("One");
            read.await();
            answer.text(" two");
            answer.end();
        });
        HttpResponse<InputStream> answer = chat.ask(path, PROMPT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(RunningChat.next(answer, expected(path, "One").length())).isEqualTo(expected(path, "One"));
        read.countDown();
        assertThat(RunningChat.rest(answer)).startsWith(expected(path, " two"));
    }

    @Test
    void aTextIsUtf8AndNoOtherHeaderIsSent() throws Exception {
        provider.script(answer -> {
            answer.text("Grüße, ");
            answer.text("世界");
            answer.end();
        });
        HttpResponse<InputStream> answer = chat.ask("/chat", PROMPT);

        assertThat(RunningChat.rest(answer)).isEqualTo("Grüße, 世界");
        assertThat(answer.headers().firstValue("Content-Type").orElse("").replace(" ", ""))
                .isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(answer.headers().map().keySet())
                .containsExactlyInAnyOrder("content-type", "date", "transfer-encoding");
    }

    @Test
    void eventsAreTheProvidersOwnUpToItsTerminalMarker() throws Exception {
        provider.script(answer -> {
            answer.text("世界");
            answer.end();
        });
        HttpResponse<InputStream> answer = chat.ask("/events", PROMPT);

        assertThat(RunningChat.rest(answer))
                .isEqualTo(expected("/events", "世界") + "data: " + ScriptedProvider.STOP + "\n\ndata: [DONE]\n\n");
        assertThat(answer.headers().map().keySet())
                .containsExactlyInAnyOrder("content-type", "date", "transfer-encoding");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    }

    @Test
    void anInterruptedTextIsAnInterruptedAnswer() throws Exception {
        provider.script(answer -> {
            answer.text("One");
            throw new IOException("the provider closes the connection");
        });
        HttpResponse<InputStream> answer = chat.ask("/chat", PROMPT);

        assertThat(RunningChat.next(answer, 3)).isEqualTo("One");
        assertThatThrownBy(() -> RunningChat.rest(answer)).isInstanceOf(IOException.class);
    }

    @Test
    void interruptedEventsAreFollowedByAnErrorInsteadOfTheMarker() throws Exception {
        provider.script(answer -> {
            answer.text("One");
            throw new IOException("the provider closes the connection");
        });

        assertThat(RunningChat.rest(chat.ask("/events", PROMPT)))
                .isEqualTo(expected("/events", "One") + "event: error\ndata: INCOMPLETE\n\n");
    }

    @Test
    void aClientWithoutTrailersReceivesItsText() throws Exception {
        provider.script(answer -> {
            answer.text("One");
            answer.end();
        });

        assertThat(chat.askInHttp10("/chat", PROMPT)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nOne");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat", "/events"})
    void aDisconnectOfTheClientClosesTheConnectionToTheProvider(String path) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        provider.script(answer -> {
            answer.text("One");
            gone.await();
            try {
                while (true) {
                    answer.text(" more");
                }
            } finally {
                closed.countDown();
            }
        });
        HttpResponse<InputStream> answer = chat.ask(path, PROMPT);
        RunningChat.next(answer, 3);

        answer.body().close();
        gone.countDown();

        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat", "/events"})
    void aRejectionByTheProviderIsAnErrorWithoutABody(String path) throws Exception {
        provider.script(answer -> answer.refuse(400, "{\"error\":{\"message\":\"No\",\"code\":\"content_filter\"}}"));
        HttpResponse<InputStream> answer = chat.ask(path, PROMPT);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(RunningChat.rest(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat", "/events"})
    void answersAreWrittenConcurrently(String path) throws Exception {
        int clients = 40;
        CountDownLatch allHaveTheFirst = new CountDownLatch(clients);
        provider.script(answer -> {
            answer.text("One");
            allHaveTheFirst.await();
            answer.text(" two");
            answer.end();
        });
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            answers.add(threads.submit(() -> {
                HttpResponse<InputStream> answer = chat.ask(path, PROMPT);
                RunningChat.next(answer, 3);
                allHaveTheFirst.countDown();
                return RunningChat.rest(answer);
            }));
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get()).contains(" two");
        }
        threads.shutdownNow();
    }

    @Test
    void theServerHasNoTimeLimitForAnAnswer() throws Exception {
        provider.script(ScriptedProvider.Answer::end);
        ANSWER_LIMITS.clear();
        RunningChat.rest(chat.ask("/chat", PROMPT));

        assertThat(ANSWER_LIMITS.poll(30, TimeUnit.SECONDS)).isNotPositive();
    }

    @Test
    void aGenerationAndAnEventAreAnAnswerAsTheyAre() throws Exception {
        assertThat(RunningChat.rest(chat.ask("/generation", PROMPT)))
                .startsWith("{\"id\":\"17\",\"provider\":\"loom\"")
                .contains("\"text\":\"warp \u20AC weft\"");
        assertThat(RunningChat.rest(chat.ask("/event", PROMPT))).isEqualTo("{\"row\": \"warp \u20AC\",  \"n\":1}");
    }
}
