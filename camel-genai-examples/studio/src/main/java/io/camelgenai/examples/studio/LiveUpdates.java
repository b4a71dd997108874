package io.camelgenai.examples.studio;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends what happens to every open page. Each page has a queue and a thread, so that a slow browser delays no route; a page whose
 * queue is full is disconnected, connects again by itself, and receives the present state. Safe for use by several threads.
 */
@Component
class LiveUpdates {

    private static final int MAX_WAITING = 2_000;
    private static final int KEEP_ALIVE_SECONDS = 15;

    private final Set<Page> pages = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(new CustomizableThreadFactory("studio-page-"));

    /** Connects a page. What {@code present} returns is sent first, and nothing that is published later is missed. */
    SseEmitter connect(Supplier<Message> present) {
        Page page = new Page();
        pages.add(page);
        page.waiting.offerFirst(present.get()); // before what was published meanwhile
        threads.execute(page);
        return page.emitter;
    }

    void publish(Message message) {
        pages.forEach(page -> page.offer(message));
    }

    /** Before the server stops, which waits for no answer. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        threads.shutdownNow();
    }

    /** What a page receives: an event of its stream, with an object that becomes JSON. */
    record Message(String name, Object data) {}

    private final class Page implements Runnable {

        private final SseEmitter emitter = new SseEmitter(0L);
        private final BlockingDeque<Message> waiting = new LinkedBlockingDeque<>(MAX_WAITING);

        /** Never waits. Where the queue is full, the thread of the page disconnects it after the event that it sends. */
        void offer(Message message) {
            if (!waiting.offer(message)) {
                pages.remove(this);
            }
        }

        @Override
        public void run() {
            try {
                while (pages.contains(this)) {
                    Message next = waiting.poll(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
                    emitter.send(
                            next == null
                                    ? SseEmitter.event().comment("")
                                    : SseEmitter.event()
                                            .name(next.name())
                                            .data(next.data(), MediaType.APPLICATION_JSON));
                }
            } catch (IOException | IllegalStateException gone) {
                // The browser closed the page.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                pages.remove(this);
                emitter.complete();
            }
        }
    }
}
