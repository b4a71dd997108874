package io.camelgenai.simulator;

import io.camelgenai.simulator.control.ControlApi;
import io.camelgenai.simulator.elumenta.Elumenta;
import io.camelgenai.simulator.llmstats.LlmStats;
import io.camelgenai.simulator.openaichat.OpenAiChat;
import io.camelgenai.simulator.privategpt.PrivateGpt;
import io.camelgenai.simulator.server.FaultQueue;
import io.camelgenai.simulator.server.HttpServer;
import io.camelgenai.simulator.server.Journal;
import io.camelgenai.simulator.server.Ledger;
import io.camelgenai.simulator.server.Provider;
import io.camelgenai.simulator.skillsvideo.SkillsVideo;
import io.camelgenai.simulator.twelvelabs.TwelveLabs;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * An HTTP server on the loopback address that plays the APIs of generative AI providers, strictly and with made-up
 * results. Provider P stands at {@link #baseUrl(String) baseUrl("P")} in place of its own base URL.
 *
 * <p>A prompt can ask for an outcome, with markers in square brackets that are not taken for words of the prompt:
 *
 * <table>
 * <caption>Markers</caption>
 * <tr><th>marker</th><th>what happens</th></tr>
 * <tr><td>{@code [fail]}, {@code [fail CODE]}</td><td>the generation fails: a job with the usual or the given code
 * (llmstats, skills-video), a text after its first half. Streams then end as the provider says, and without a last
 * marker where nothing is said of it</td></tr>
 * <tr><td>{@code [reject]}</td><td>the create is refused for its content</td></tr>
 * <tr><td>{@code [error CODE]}, {@code [error 503]}</td><td>the create is refused with that error of the provider, by
 * code or by status</td></tr>
 * <tr><td>{@code [takes 2.5s]}</td><td>takes that long, whatever the pace</td></tr>
 * <tr><td>{@code [tokens 500]}</td><td>a text has exactly so many tokens; behind 512 they repeat</td></tr>
 * <tr><td>{@code [pause]}</td><td>20 s of silence (times pace) in the middle of a text</td></tr>
 * <tr><td>{@code [cancel]}</td><td>skills-video: ends as {@code CANCELED}</td></tr>
 * <tr><td>{@code [incomplete]}</td><td>twelvelabs: ends as {@code incomplete}; openai-chat: with {@code length}</td></tr>
 * <tr><td>{@code [tool]}</td><td>twelvelabs: a function call and its output come before the message</td></tr>
 * <tr><td>{@code [comments]}</td><td>openai-chat: a comment before every frame</td></tr>
 * <tr><td>{@code [trailing]}</td><td>openai-chat: one more frame behind {@code [DONE]}</td></tr>
 * </table>
 *
 * <p>Models: llmstats and elumenta tell what a model makes by the family its name begins with ({@code flux...}, {@code
 * imagen...}; {@code veo...}, {@code kling...}; {@code tts...}; {@code gpt...}, {@code claude...}) and do not know others.
 * skills-video has {@code google/veo-3.1}, {@code -fast} and {@code -lite} of it, {@code kling-ai/v3/video}, {@code
 * google/nano-banana-pro} and {@code minimax/speech-2.6-hd}. privategpt and openai-chat take any model, twelvelabs only
 * {@code jockey1.0} or none. Pictures are PNG, films MP4 of two seconds, sounds WAV, whatever else was asked for.
 *
 * <p>A generation belongs to the key that created it, and other keys do not find it. A long text at pace 0 from
 * openai-chat ({@code [tokens 300000]}) is encoded before the answer begins and sent as fast as it is read. Everything
 * else that goes wrong is set with {@link #fault(Fault)}.
 *
 * <p>Thread-safe. All connections are served by one thread. Netty's own housekeeping thread, shared by everything in the
 * process that uses Netty, ends by itself a second after the last use.
 */
public final class GenAiSimulator implements AutoCloseable {
    private final Journal journal;
    private final Ledger ledger;
    private final FaultQueue faults;
    private final List<Provider> providers;
    private final HttpServer server;

    private GenAiSimulator(SimulatorOptions options) {
        journal = new Journal(options.journalLimit());
        ledger = new Ledger(options.generationLimit());
        providers = List.of(
                new LlmStats(options, ledger),
                new PrivateGpt(options, ledger),
                new SkillsVideo(options, ledger),
                new Elumenta(options, ledger),
                new TwelveLabs(options, ledger),
                new OpenAiChat(options, ledger));
        faults = new FaultQueue(providers);
        ControlApi control = new ControlApi(providers(), journal, ledger, faults, this::reset);
        server = new HttpServer(options.port(), providers, control::answer, journal, faults);
    }

    /**
     * Starts on a free port with default options.
     *
     * @return a running simulator
     */
    public static GenAiSimulator start() {
        return start(SimulatorOptions.builder().build());
    }

    /**
     * Starts on a port with default options.
     *
     * @param port the port, 0 for a free one
     * @return a running simulator
     * @throws UncheckedIOException where the port can not be had
     */
    public static GenAiSimulator start(int port) {
        return start(SimulatorOptions.builder().port(port).build());
    }

    /**
     * Starts.
     *
     * @param options the options
     * @return a running simulator
     * @throws UncheckedIOException where the port can not be had
     */
    public static GenAiSimulator start(SimulatorOptions options) {
        return new GenAiSimulator(options);
    }

    /**
     * The port.
     *
     * @return the TCP port on 127.0.0.1
     */
    public int port() {
        return server.port();
    }

    /**
     * The address of the server.
     *
     * @return {@code http://127.0.0.1:PORT}
     */
    public String baseUrl() {
        return server.baseUrl();
    }

    /**
     * The base URL of a provider.
     *
     * @param provider its name
     * @return for example {@code http://127.0.0.1:PORT/llmstats}
     * @throws IllegalArgumentException where the provider is not played
     */
    public String baseUrl(String provider) {
        return baseUrl() + "/" + played(provider).name();
    }

    /**
     * A key that a provider takes here, made up in the provider's own form; or the one that {@link SimulatorOptions} demand.
     *
     * @param provider its name
     * @return for example {@code ze_simulator}
     * @throws IllegalArgumentException where the provider is not played
     */
    public String apiKey(String provider) {
        return played(provider).sampleKey();
    }

    private Provider played(String name) {
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The simulator does not play " + name + "; it plays " + String.join(", ", providers())));
    }

    /**
     * Who is played.
     *
     * @return the names of the providers
     */
    public List<String> providers() {
        return providers.stream().map(Provider::name).toList();
    }

    /**
     * The journal: requests to providers, also those still without an answer. Only the newest are kept, see {@link
     * SimulatorOptions#journalLimit()}.
     *
     * @return the entries, oldest first
     */
    public List<JournalEntry> requests() {
        return journal.entries();
    }

    /**
     * A part of the journal.
     *
     * @param provider the provider
     * @param operation the operation
     * @return the entries of both, oldest first
     */
    public List<JournalEntry> requests(String provider, String operation) {
        return requests().stream()
                .filter(entry ->
                        entry.provider().equals(provider) && entry.operation().equals(operation))
                .toList();
    }

    /**
     * How many generations were created, those deleted or forgotten since included: what would have been paid for.
     *
     * @return the count of all providers
     */
    public long generationsCreated() {
        return ledger.counts().values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * How many generations one provider created.
     *
     * @param provider the provider
     * @return its count
     */
    public long generationsCreated(String provider) {
        return ledger.counts().getOrDefault(provider, 0L);
    }

    /**
     * Arms a fault: lets something go wrong with the next requests that match. Faults wait in the order they were armed,
     * and a request meets at most one.
     *
     * @param fault the fault
     * @throws IllegalArgumentException if no request could meet it, because the provider or the operation does not exist
     */
    public void fault(Fault fault) {
        faults.add(List.of(fault));
    }

    /** Withdraws the faults that wait for requests. Those that no request has met remain in {@link #unplayedFaults()}. */
    public void clearFaults() {
        faults.withdraw();
    }

    /**
     * Returns the faults that never happened: armed since the start or the last {@link #reset()} and met by no request,
     * including those that {@link #clearFaults()} withdrew. A test shows that its faults were played by asserting that
     * there are none.
     *
     * @return the faults in the order they were armed
     */
    public List<Fault> unplayedFaults() {
        return faults.states().stream()
                .filter(state -> state.played() == 0)
                .map(FaultQueue.State::fault)
                .toList();
    }

    /** Forgets journal, counts, generations and faults. Connections stay open, and ids are not given out again. */
    public void reset() {
        server.onLoop(() -> {
            providers.forEach(Provider::reset);
            journal.clear();
            ledger.clear();
            faults.clear();
        });
    }

    /**
     * How many clients are connected.
     *
     * @return the number of open connections, idle ones included
     */
    public int openConnections() {
        return server.openConnections();
    }

    /** Closes all connections and waits until the threads have ended. May be called more than once. */
    @Override
    public void close() {
        server.close();
    }
}
