package io.camelgenai.simulator;

import io.camelgenai.simulator.anthropic.Anthropic;
import io.camelgenai.simulator.anthropicbatch.AnthropicBatch;
import io.camelgenai.simulator.bfl.Bfl;
import io.camelgenai.simulator.byteplus.BytePlus;
import io.camelgenai.simulator.control.AllowedHosts;
import io.camelgenai.simulator.control.ControlApi;
import io.camelgenai.simulator.control.Samples;
import io.camelgenai.simulator.elumenta.Elumenta;
import io.camelgenai.simulator.fal.Fal;
import io.camelgenai.simulator.gemini.Gemini;
import io.camelgenai.simulator.geminiinteractions.GeminiInteractions;
import io.camelgenai.simulator.llmstats.LlmStats;
import io.camelgenai.simulator.mistralbatch.MistralBatch;
import io.camelgenai.simulator.openaibatch.OpenAiBatch;
import io.camelgenai.simulator.openaichat.OpenAiChat;
import io.camelgenai.simulator.openaiimages.OpenAiImages;
import io.camelgenai.simulator.openairesponses.OpenAiResponses;
import io.camelgenai.simulator.openrouter.OpenRouterVideo;
import io.camelgenai.simulator.privategpt.PrivateGpt;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.replicate.Replicate;
import io.camelgenai.simulator.runway.Runway;
import io.camelgenai.simulator.server.FaultQueue;
import io.camelgenai.simulator.server.HttpServer;
import io.camelgenai.simulator.server.Journal;
import io.camelgenai.simulator.server.Provider;
import io.camelgenai.simulator.skillsvideo.SkillsVideo;
import io.camelgenai.simulator.twelvelabs.TwelveLabs;
import io.camelgenai.simulator.webhook.Webhook;
import io.camelgenai.simulator.webhook.Webhooks;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * An HTTP server on the loopback address that simulates the APIs of generative AI providers, with strict validation and
 * invented results. {@link #baseUrl(String) baseUrl("P")} is the base URL of provider P.
 *
 * <p>A prompt can ask for an outcome with markers in square brackets, which do not count as words of the prompt:
 *
 * <table>
 * <caption>Markers</caption>
 * <tr><th>marker</th><th>outcome</th></tr>
 * <tr><td>{@code [fail]}, {@code [fail CODE]}</td><td>the generation fails: a job with the default or the given code
 * (llmstats, skills-video), a text after its first half. A stream then ends as the provider documents it, and without a
 * terminal marker if it documents nothing</td></tr>
 * <tr><td>{@code [reject]}</td><td>the create is rejected for its content</td></tr>
 * <tr><td>{@code [error CODE]}, {@code [error 503]}</td><td>the create is rejected with that error of the provider, by
 * code or by status</td></tr>
 * <tr><td>{@code [takes 2.5s]}</td><td>the generation takes that long, regardless of the pace</td></tr>
 * <tr><td>{@code [tokens 500]}</td><td>a text has exactly so many tokens; after 512 they repeat</td></tr>
 * <tr><td>{@code [pause]}</td><td>20 s of silence (times pace) in the middle of a text</td></tr>
 * <tr><td>{@code [cancel]}</td><td>skills-video: the status becomes {@code CANCELED}</td></tr>
 * <tr><td>{@code [incomplete]}</td><td>twelvelabs, openai-responses, gemini-interactions: the status becomes {@code incomplete}; openai-chat:
 * the finish reason is {@code length}; anthropic, gemini: it is that for a limit of tokens</td></tr>
 * <tr><td>{@code [tool]}</td><td>twelvelabs: a function call and its output precede the message; anthropic: the use of
 * the first tool of the request follows the text; gemini, gemini-interactions: a call of its
 * first function does</td></tr>
 * <tr><td>{@code [fail refusal]}</td><td>anthropic: the text stops after its first half for this reason; gemini: so it does
 * for its own reasons, such as {@code [fail SAFETY]}; openai-responses: the message is a refusal</td></tr>
 * <tr><td>{@code [fail request_moderated]}, {@code [fail content_moderated]}</td><td>bfl: the status becomes that of a
 * refusal</td></tr>
 * <tr><td>{@code [comments]}</td><td>openai-chat: a comment precedes every frame</td></tr>
 * <tr><td>{@code [trailing]}</td><td>openai-chat: a frame follows {@code [DONE]}</td></tr>
 * </table>
 *
 * <p>Models: llmstats, elumenta and replicate derive what a model generates from the family that its name begins with ({@code
 * flux...}, {@code imagen...}; {@code veo...}, {@code kling...}; {@code tts...}; {@code gpt...}, {@code claude...}) and
 * reject others. skills-video has {@code google/veo-3.1}, {@code -fast} and {@code -lite} of it, {@code
 * kling-ai/v3/video}, {@code google/nano-banana-pro} and {@code minimax/speech-2.6-hd}. privategpt, openai-chat,
 * openai-responses, openai-images, anthropic, gemini and gemini-interactions accept any model (openai-chat those of {@link
 * SimulatorOptions#openAiChatModels()} if there are any), twelvelabs only {@code jockey1.0} or none. A version of replicate that is
 * given alone is of a model of pictures where its first digit is a letter, and of texts otherwise. Images are always PNG, videos
 * MP4 of two seconds, sounds WAV.
 *
 * <p>A generation belongs to the API key that created it; other keys do not find it. A long text of openai-chat at pace 0
 * ({@code [tokens 300000]}) is encoded before the response begins and sent as fast as it is read. {@link #fault(Fault)}
 * arms all other faults.
 *
 * <p>Thread-safe. One thread serves all connections. Netty's own housekeeping thread, which everything in the process that
 * uses Netty shares, ends by itself one second after the last use.
 */
public final class GenAiSimulator implements AutoCloseable {
    private final Journal journal;
    private final CreationLog created;
    private final FaultQueue faults;
    private final List<Provider> providers;
    private final Set<String> apiKeys;
    private final HttpServer server;
    private final Webhooks webhooks;
    private final Samples samples;

    private GenAiSimulator(SimulatorOptions options) {
        apiKeys = options.apiKeys();
        journal = new Journal(options.journalLimit());
        created = new CreationLog(options.generationLimit());
        providers = List.of(
                new LlmStats(options, created),
                new PrivateGpt(options, created),
                new SkillsVideo(options, created),
                new Elumenta(options, created),
                new TwelveLabs(options, created),
                new OpenAiChat(options, created),
                new OpenAiResponses(options, created),
                new Anthropic(options, created),
                new Runway(options, created),
                new Fal(options, created),
                new OpenRouterVideo(options, created),
                new BytePlus(options, created),
                new Replicate(options, created),
                new Bfl(options, created),
                new Gemini(options, created),
                new GeminiInteractions(options, created),
                new OpenAiImages(options, created),
                new OpenAiBatch(options, created),
                new AnthropicBatch(options, created),
                new MistralBatch(options, created));
        faults = new FaultQueue(providers);
        webhooks = new Webhooks(this::onLoop, options.seed());
        providers.forEach(provider -> provider.sendBy(webhooks));
        samples = new Samples(providers(), provider -> options.requiresKeys() ? "YOUR_KEY" : apiKey(provider));
        ControlApi control = new ControlApi(providers(), samples, journal, created, faults, webhooks, this::reset);
        AllowedHosts hosts = new AllowedHosts(options.allowedHosts(), control::respond);
        server = new HttpServer(options.port(), providers, hosts::respond, journal, faults);
    }

    private void onLoop(Runnable action) {
        server.onLoop(action);
    }

    /** Starts on a free port with default options. */
    public static GenAiSimulator start() {
        return start(SimulatorOptions.builder().build());
    }

    /**
     * Starts on a port with default options.
     *
     * @param port the port, 0 for a free one
     * @return a running simulator
     * @throws UncheckedIOException if the port cannot be opened
     */
    public static GenAiSimulator start(int port) {
        return start(SimulatorOptions.builder().port(port).build());
    }

    /**
     * Starts.
     *
     * @param options the options
     * @return a running simulator
     * @throws UncheckedIOException if the port cannot be opened
     */
    public static GenAiSimulator start(SimulatorOptions options) {
        return new GenAiSimulator(options);
    }

    /** Returns the TCP port. */
    public int port() {
        return server.port();
    }

    /** Returns the base URL of the server, {@code http://127.0.0.1:PORT}. */
    public String baseUrl() {
        return server.baseUrl();
    }

    /**
     * Returns the base URL of a provider.
     *
     * @param provider its name
     * @return for example {@code http://127.0.0.1:PORT/llmstats}
     * @throws IllegalArgumentException if the provider is not simulated
     */
    public String baseUrl(String provider) {
        return baseUrl() + "/" + provider(provider).name();
    }

    /** Returns each provider with a request to copy, as a command line and as a route of the component. */
    String introduction() {
        return samples.text(baseUrl());
    }

    /**
     * Returns an API key that a provider accepts here: invented in the form of the provider, or the one that {@link
     * SimulatorOptions} require.
     *
     * @param provider its name
     * @return for example {@code ze_simulator}
     * @throws IllegalArgumentException if the provider is not simulated
     */
    public String apiKey(String provider) {
        String sample = provider(provider).sampleKey();
        return apiKeys.isEmpty() || apiKeys.contains(sample)
                ? sample
                : apiKeys.iterator().next();
    }

    private Provider provider(String name) {
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The simulator does not play " + name + "; it plays " + String.join(", ", providers())));
    }

    /** Returns the names of the simulated providers. */
    public List<String> providers() {
        return providers.stream().map(Provider::name).toList();
    }

    /**
     * Returns the journal: the requests to providers, including those whose response is pending. It keeps the newest
     * requests only, see {@link SimulatorOptions#journalLimit()}.
     *
     * @return the entries, oldest first
     */
    public List<JournalEntry> requests() {
        return journal.entries();
    }

    /**
     * Returns the requests of one operation.
     *
     * @param provider the provider
     * @param operation the operation
     * @return the entries, oldest first
     */
    public List<JournalEntry> requests(String provider, String operation) {
        return requests().stream()
                .filter(entry ->
                        entry.provider().equals(provider) && entry.operation().equals(operation))
                .toList();
    }

    /**
     * Counts the generations that were created, including those deleted or forgotten since: what would have been paid
     * for.
     *
     * @return the count of all providers
     */
    public long generationsCreated() {
        return created.counts().values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Counts the generations that one provider created.
     *
     * @param provider the provider
     * @return its count
     */
    public long generationsCreated(String provider) {
        return created.counts().getOrDefault(provider, 0L);
    }

    /**
     * Returns the files that clients sent, in requests and as uploads, and the URLs of files; it keeps the newest thousand.
     *
     * @return the files, oldest first
     */
    public List<ReceivedFile> receivedFiles() {
        return created.files().entries();
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

    /** Clears journal, counts, generations and faults. Connections stay open, and ids are not reused. */
    public void reset() {
        server.onLoop(() -> {
            providers.forEach(Provider::reset);
            journal.clear();
            created.clear();
            faults.clear();
            webhooks.clear();
        });
    }

    /** Returns the number of open connections, including idle ones. */
    public int openConnections() {
        return server.openConnections();
    }

    /**
     * Sets up where a provider sends its webhooks, as its users do in a console: openai-responses and skills-video, whose creates
     * have no place for a URL.
     *
     * @param provider the provider
     * @param url a URL on the loopback interface; no other host is ever called
     */
    public void registerWebhook(String provider, String url) {
        webhooks.register(provider(provider).name(), url);
    }

    /** Returns the webhooks that were sent, oldest first; one that was sent again more than once. */
    public List<Webhook> webhooks() {
        return webhooks.sent();
    }

    /** Returns the secret with which providers sign their webhooks that share one with their users. */
    public String webhookSecret() {
        return Webhooks.SECRET;
    }

    /** Closes all connections and waits until the threads have ended. Idempotent. */
    @Override
    public void close() {
        webhooks.close();
        server.close();
    }
}
