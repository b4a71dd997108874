package io.camelgenai.component.monitoring;

/**
 * The threads of one kind of work on this node.
 *
 * @param kind {@code calls}, {@code routes} or {@code control}
 * @param running how many tasks run
 * @param waiting how many tasks wait for a thread
 * @param max how many tasks run concurrently at most
 */
public record WorkView(String kind, int running, int waiting, int max) {}
