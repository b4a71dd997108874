package io.camelgenai.benchmarks.throughput;

import io.camelgenai.benchmarks.measure.Commands;
import io.camelgenai.benchmarks.server.ChatFrames;

/** The process of one peer, as an application has one reader of events. */
public final class ThroughputMain implements Commands {

    static final String OURS = "genai";
    static final String NUMBERED = "genai-numbered";
    static final String SSE = "okhttp-sse";
    static final String HTTP = "camel-http";
    static final String OPENAI = "openai-java";
    static final String BYTES = "bytes";

    private final Reader reader;
    private final int frames;
    private final long characters;

    private ThroughputMain(Reader reader, int frames) {
        this.reader = reader;
        this.frames = frames;
        this.characters = ChatFrames.characters(frames);
    }

    /**
     * Serves {@link ThroughputBenchmark}.
     *
     * @param args the peer, the base URL of the server, and the number of frames of its stream
     */
    public static void main(String[] args) throws Exception {
        int frames = Integer.parseInt(args[2]);
        Commands.serve(new ThroughputMain(reader(args[0], args[1], frames), frames));
    }

    private static Reader reader(String peer, String server, int frames) throws Exception {
        String url = server + "/fast/" + frames;
        return switch (peer) {
            case OURS -> new GenAiRoute(url);
            case NUMBERED -> new GenAiRoute(server + "/numbered/" + frames);
            case SSE -> new OkHttpSse(url);
            case HTTP -> new CamelHttpRoute(url);
            case OPENAI -> new OpenAiJava(url);
            case BYTES -> new ByteCount(url, ChatFrames.characters(frames));
            default -> throw new IllegalArgumentException(peer);
        };
    }

    /** Reads the stream once. */
    @Override
    public String execute(String[] command) throws Exception {
        long start = System.nanoTime();
        long read = reader.read();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (read != characters) {
            throw new IllegalStateException(read + " characters were read instead of " + characters);
        }
        return Commands.value("perSecond", frames / seconds);
    }
}
