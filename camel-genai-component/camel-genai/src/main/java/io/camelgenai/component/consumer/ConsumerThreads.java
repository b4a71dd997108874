package io.camelgenai.component.consumer;

import io.camelgenai.component.GenAiConsumer;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** The threads on which a consumer of ends gives its route exchanges. */
public final class ConsumerThreads {

    private ConsumerThreads() {}

    public static ExecutorService start(GenAiConsumer consumer, CamelContext context, int threads) {
        return context.getExecutorServiceManager().newThreadPool(consumer, "GenAiConsumer", profile(threads));
    }

    /** What waits for a thread is in the repository, and was counted there. */
    private static ThreadPoolProfile profile(int threads) {
        ThreadPoolProfile profile = new ThreadPoolProfile("genai-consumer");
        profile.setPoolSize(threads);
        profile.setMaxPoolSize(threads);
        profile.setKeepAliveTime(10L);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }
}
