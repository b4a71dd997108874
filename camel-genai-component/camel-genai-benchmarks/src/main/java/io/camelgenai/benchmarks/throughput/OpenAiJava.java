package io.camelgenai.benchmarks.throughput;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import io.camelgenai.benchmarks.chat.ChatRequest;
import java.util.Iterator;

/** OpenAI's client for Java, with a streamed response. */
final class OpenAiJava implements Reader {

    private final OpenAIClient client;
    private final ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
            .model("gpt-4o-mini")
            .addUserMessage("Tell me of a lighthouse")
            .streamOptions(
                    ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();

    OpenAiJava(String baseUrl) {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl)
                .apiKey(ChatRequest.KEY)
                .maxRetries(0)
                .build();
    }

    @Override
    public long read() {
        long characters = 0;
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            for (Iterator<ChatCompletionChunk> chunks = stream.stream().iterator(); chunks.hasNext(); ) {
                for (ChatCompletionChunk.Choice choice : chunks.next().choices()) {
                    characters += choice.delta().content().map(String::length).orElse(0);
                }
            }
        }
        return characters;
    }

    @Override
    public void close() {
        client.close();
    }
}
