package io.camelgenai.component;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.jspecify.annotations.Nullable;

/** Does something when the whole context is started: at once where it is, and not at all once it was called off. */
final class AfterStartup implements StartupListener {

    private final AtomicReference<@Nullable Runnable> what = new AtomicReference<>();

    void perform(CamelContext context, Runnable work) throws Exception {
        what.set(work);
        context.addStartupListener(this);
    }

    void callOff() {
        what.set(null);
    }

    /** While a context starts this comes when the routes are, and others may still be missing. */
    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        if (alreadyStarted) {
            go();
        }
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        go();
    }

    private void go() {
        Runnable work = what.getAndSet(null);
        if (work != null) {
            work.run();
        }
    }
}
