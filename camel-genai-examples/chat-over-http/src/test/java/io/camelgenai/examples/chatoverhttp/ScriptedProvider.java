package io.camelgenai.examples.chatoverhttp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A provider of chat completions whose writes are controlled by a test. */
final class ScriptedProvider implements AutoCloseable {

    private static final String CHUNK = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
            + "\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":{%s},\"finish_reason\":%s}]}";

    /** The data of the frame after the last piece of text. */
    static final String STOP = CHUNK.formatted("", "\"stop\"");

    /** The data of a frame with a piece of text. */
    static String chunk(String piece) {
        return CHUNK.formatted("\"content\":\"" + piece + "\"", "null");
    }

    /** Writes the answer to a request. An exception closes the connection within the answer. */
    interface Script {
        void play(Answer answer) throws Exception;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Script script = Answer::end;

    ScriptedProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            try {
                script.play(new Answer(exchange));
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    /** Sets the script for further requests. */
    void script(Script next) {
        script = next;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** The answer to a request. */
    static final class Answer {

        private final HttpExchange exchange;
        private boolean started;

        Answer(HttpExchange exchange) {
            this.exchange = exchange;
        }

        void refuse(int status, String document) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, document.length());
            exchange.getResponseBody().write(document.getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        }

        /** Writes a piece of text immediately. */
        void text(String piece) throws IOException {
            frame(chunk(piece));
        }

        /** Writes the frames after the last piece, and closes the answer. */
        void end() throws IOException {
            frame(STOP);
            frame("[DONE]");
            exchange.close();
        }

        private void frame(String data) throws IOException {
            if (!started) {
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                started = true;
            }
            OutputStream out = exchange.getResponseBody();
            out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
