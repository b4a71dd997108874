package io.camelgenai.component.consumer;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.jspecify.annotations.Nullable;

/** Does something when the whole context is started: at once where it is, and not at all once it was called off. */
public final class AfterStartup implements StartupListener {

    private final AtomicReference<@Nullable Runnable> task = new AtomicReference<>();

    public void perform(CamelContext context, Runnable work) throws Exception {
        task.set(work);
        context.addStartupListener(this);
    }

    public void cancel() {
        task.set(null);
    }

    /** While a context starts this comes when the routes are, and others may still be missing. */
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
