package io.camelgenai.tracking.deliver;

/** A consumer stopped before it took what was handed to it. It is as if it had not been handed over. */
public final class DeliveryRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeliveryRefusedException() {
        super("The consumer stopped before it took it", null, false, false);
    }
}
