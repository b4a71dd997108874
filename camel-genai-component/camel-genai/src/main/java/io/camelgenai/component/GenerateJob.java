package io.camelgenai.component;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.Made;
import io.camelgenai.tracking.TrackedGeneration;
import io.camelgenai.tracking.TrackedGeneration.State;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** {@code operation=generate}: the exchange goes on with the end. */
final class GenerateJob implements Job {

    private final Setting setting;
    private final CreateStep step;
    private final EndOfGeneration end;

    GenerateJob(Setting setting) {
        this.setting = setting;
        this.step = new CreateStep(setting);
        this.end = new EndOfGeneration(setting);
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) throws Exception {
        boolean late = setting.client().descriptor().calls().create().held() != null;
        return step.create(exchange, origin -> late).thenCompose(made -> untilEnd(exchange, made));
    }

    private CompletionStage<?> untilEnd(Exchange exchange, Made made) {
        TrackedGeneration tracked = made.tracked();
        AtomicReference<Generation> last = new AtomicReference<>(tracked.generation());
        if (made.own()) {
            Settlement.with(exchange, setting.runtime(), tracked, last::get);
        }
        return whole(tracked)
                .thenCompose(known -> end.into(exchange, known, made.opened()))
                .whenComplete((seen, failure) -> note(exchange, seen, last));
    }

    /** Of what was acknowledged before, little is kept: the provider may know the rest. */
    private CompletableFuture<Generation> whole(TrackedGeneration tracked) {
        Generation known = tracked.generation();
        return tracked.state() == State.ACKNOWLEDGED && known.isTerminal()
                ? ById.lookIfPossible(setting, known).exceptionally(gone -> known)
                : CompletableFuture.completedFuture(known);
    }

    /** An end that made the exchange fail stands in its body all the same. */
    private static void note(Exchange exchange, @Nullable Generation seen, AtomicReference<Generation> last) {
        Object body = exchange.getMessage().getBody();
        if (seen != null) {
            last.set(seen);
        } else if (body instanceof Generation failed) {
            last.set(failed);
        }
    }
}
