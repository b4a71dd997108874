package io.camelgenai.tracking.deliver;

/** A consumer stopped before its route received a handover. It counts as not handed over. */
public final class DeliveryRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeliveryRefusedException() {
        super("The consumer stopped before its route received it", null, false, false);
    }
}
