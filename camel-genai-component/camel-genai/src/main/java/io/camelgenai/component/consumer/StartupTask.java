package io.camelgenai.component.consumer;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.jspecify.annotations.Nullable;

/** Runs a task once, as soon as the whole context has started, unless it was canceled before. */
public final class StartupTask implements StartupListener {

    private final AtomicReference<@Nullable Runnable> task = new AtomicReference<>();

    public void schedule(CamelContext context, Runnable work) throws Exception {
        task.set(work);
        context.addStartupListener(this);
    }

    public void cancel() {
        task.set(null);
    }

    /** While a context starts, Camel calls this when this route has started and others may not have. */
    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        if (alreadyStarted) {
            run();
        }
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        run();
    }

    private void run() {
        Runnable work = task.getAndSet(null);
        if (work != null) {
            work.run();
        }
    }
}
