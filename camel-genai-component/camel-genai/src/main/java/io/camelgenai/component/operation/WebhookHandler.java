package io.camelgenai.component.operation;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.component.Operation;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Performs {@code operation=webhook} on each request, and calls a route with the valid ones. */
public final class WebhookHandler extends AsyncProcessorSupport {

    private final Endpoint endpoint;
    private final Runnable requireUsable;
    private final AsyncProcessor next;
    private @Nullable AsyncProducer producer;

    /**
     * @param endpoint names provider and connection
     * @param requireUsable throws where no request could be verified
     */
    public WebhookHandler(Endpoint endpoint, Runnable requireUsable, Processor next) {
        this.endpoint = endpoint;
        this.requireUsable = requireUsable;
        this.next = AsyncProcessorConverterHelper.convert(next);
    }

    @Override
    protected void doStart() throws Exception {
        requireUsable.run();
        producer = endpoint.createAsyncProducer();
        ServiceHelper.startService(producer, next);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(next, producer);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        AsyncProducer verifier = producer;
        if (verifier == null) {
            exchange.setException(new IllegalStateException("The webhook is not started"));
            callback.done(true);
            return true;
        }
        exchange.getMessage().setHeader(GenAiConstants.OPERATION, Operation.webhook.name());
        boolean isDone = verifier.process(exchange, synchronously -> {
            if (!synchronously) {
                proceed(exchange, callback);
            }
        });
        if (isDone) {
            proceed(exchange, callback);
        }
        return false;
    }

    private void proceed(Exchange exchange, AsyncCallback callback) {
        if (exchange.isFailed()) {
            callback.done(false);
        } else {
            next.process(exchange, done -> callback.done(false));
        }
    }
}
