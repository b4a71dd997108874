package io.camelgenai.component.operation;

import io.camelgenai.component.Operation;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/**
 * One operation of a producer. It runs on a thread of the component's executor, where it may wait for storage, and completes
 * on one.
 */
public interface OperationHandler {

    /** Performs the operation; the stage completes when the exchange can continue. */
    CompletionStage<?> perform(Exchange exchange) throws Exception;

    /** The handler of an operation. A new operation is one more class and one more line here. */
    static OperationHandler of(Operation operation, OperationContext context) {
        return switch (operation) {
            case generate -> new GenerateOperation(context);
            case create -> new CreateOperation(context);
            case stream -> new StreamOperation(context);
            case attach -> new AttachOperation(context);
            case await -> new AwaitOperation(context);
            case get -> new GetOperation(context);
            case cancel -> new CancelOperation(context);
            case delete -> new DeleteOperation(context);
            case track -> new TrackOperation(context);
            case download -> new DownloadOperation(context);
            case webhook -> new WebhookOperation(context);
        };
    }
}
