package io.camelgenai.benchmarks.throughput;

import io.camelgenai.benchmarks.measure.Benchmark;
import io.camelgenai.benchmarks.measure.Results;
import io.camelgenai.benchmarks.measure.Rounds;
import io.camelgenai.benchmarks.measure.Scale;
import io.camelgenai.benchmarks.server.ChatFrames;
import io.camelgenai.benchmarks.server.ServerProcess;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code throughput}: 300,000 chunks of a chat completion, about 210 bytes each, on one stream into a processor that reads the
 * text; from the request to the end of the text. The benchmark checks that each peer reads all of the text. The component
 * also reads frames that differ in a date too, as those of most providers do.
 */
public final class ThroughputBenchmark implements Benchmark {

    private static final String OURS = "genai";
    private static final String NUMBERED = "genai-numbered";
    private static final int FRAMES = 300_000;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 7;

    @Override
    public Results run(Scale scale, PrintStream out) throws Exception {
        int frames = scale.of(FRAMES, 1_000);
        long characters = ChatFrames.characters(frames);
        try (ServerProcess server = ServerProcess.frames()) {
            String url = server.baseUrl() + "/fast/" + frames;
            try (Reader ours = new GenAiRoute(url);
                    Reader numbered = new GenAiRoute(server.baseUrl() + "/numbered/" + frames);
                    Reader sse = new OkHttpSse(url);
                    Reader http = new CamelHttpRoute(url);
                    Reader openAi = new OpenAiJava(url);
                    Reader bytes = new ByteCount(url, characters)) {
                Map<String, Reader> peers = new LinkedHashMap<>();
                peers.put(OURS, ours);
                peers.put("okhttp-sse", sse);
                peers.put("camel-http", http);
                peers.put("openai-java", openAi);
                peers.put("bytes", bytes);
                peers.put(NUMBERED, numbered);
                peers.keySet().retainAll(chosen(peers.keySet()));
                Rounds perSecond = new Rounds();
                for (int round = -scale.of(WARM_UP, 0); round < scale.of(ROUNDS, 1); round++) {
                    for (Map.Entry<String, Reader> peer : peers.entrySet()) {
                        double rate = frames / seconds(peer.getKey(), peer.getValue(), characters);
                        if (round >= 0) {
                            perSecond.add(peer.getKey(), rate);
                        }
                    }
                }
                return report(out, peers.keySet(), perSecond);
            }
        }
    }

    /** With {@code -Dbenchmarks.peers=NAME,...} only these peers run, for a profile of one of them. */
    private static Set<String> chosen(Set<String> all) {
        String names = System.getProperty("benchmarks.peers");
        return names == null ? Set.copyOf(all) : Set.of(names.split(","));
    }

    private static double seconds(String name, Reader reader, long characters) throws Exception {
        long start = System.nanoTime();
        long read = reader.read();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (read != characters) {
            throw new IllegalStateException(name + " read " + read + " characters instead of " + characters);
        }
        return seconds;
    }

    private static Results report(PrintStream out, Set<String> peers, Rounds perSecond) {
        Results results = new Results("throughput");
        out.printf("%-16s %14s %18s %18s%n", "", "events/s", "genai is faster", "numbered is");
        for (String peer : peers) {
            double ratio = ratio(OURS, peer, peers, perSecond);
            double numbered = ratio(NUMBERED, peer, peers, perSecond);
            out.printf(Locale.ROOT, "%-16s %14.0f %16.2f x %16.2f x%n", peer, perSecond.median(peer), ratio, numbered);
            results.add(peer + ".perSecond", perSecond.median(peer));
            results.add(OURS + "." + peer + ".ratio", ratio);
            results.add(NUMBERED + "." + peer + ".ratio", numbered);
        }
        return results;
    }

    /** 0 where one of them did not run. */
    private static double ratio(String ours, String peer, Set<String> peers, Rounds perSecond) {
        return peers.contains(ours) ? perSecond.ratio(ours, peer) : 0;
    }
}
