package io.camelgenai.tracking.repository;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A database whose answers are lost: a method of the repository is performed, and then throws, unless it did nothing. */
public final class LostAnswers implements InterceptedRepository.Interceptor {

    private final ConcurrentHashMap<String, AtomicInteger> armed = new ConcurrentHashMap<>();

    /** Loses the next answers of a method, as in {@code CreateStore.begin}. */
    public void lose(String method, int times) {
        armed.put(InterceptedRepository.method(method), new AtomicInteger(times));
    }

    /** How many answers are still to be lost. */
    public int left() {
        return armed.values().stream().mapToInt(each -> Math.max(0, each.get())).sum();
    }

    @Override
    public Object around(String method, Callable<Object> call) throws Exception {
        Object answer = call.call();
        AtomicInteger left = armed.get(method);
        boolean nothing = answer instanceof List<?> list && list.isEmpty();
        if (!nothing && left != null && left.getAndDecrement() > 0) {
            throw new IllegalStateException("The repository cannot be read or written: the connection is lost");
        }
        return answer;
    }
}
