package io.camelgenai.tracking.repository;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A repository with an interceptor around each method of its parts. */
public record InterceptedRepository(GenerationRepository real, Interceptor interceptor)
        implements GenerationRepository {

    private static final Class<?>[] PARTS = {
        CreateStore.class,
        TrackingStore.class,
        DeliveryStore.class,
        ClusterMembership.class,
        RecordStore.class,
        WebhookStore.class
    };

    /** Is called in place of a method. */
    public interface Interceptor {

        /** @param method the part and the name of the method, as in {@code CreateStore.begin} */
        Object around(String method, Callable<Object> call) throws Exception;
    }

    /** Returns the name of a method, and fails where the repository has no such method. */
    public static String method(String name) {
        boolean known = Arrays.stream(PARTS)
                .flatMap(part -> Stream.of(part.getMethods()))
                .anyMatch(each -> name(each).equals(name));
        if (!known) {
            throw new IllegalArgumentException("The repository has no method " + name);
        }
        return name;
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    @Override
    public CreateStore creates() {
        return intercepted(CreateStore.class, real.creates());
    }

    @Override
    public TrackingStore tracking() {
        return intercepted(TrackingStore.class, real.tracking());
    }

    @Override
    public DeliveryStore deliveries() {
        return intercepted(DeliveryStore.class, real.deliveries());
    }

    @Override
    public ClusterMembership membership() {
        return intercepted(ClusterMembership.class, real.membership());
    }

    @Override
    public Reachability reachability() {
        return real.reachability();
    }

    @Override
    public RecordStore records() {
        return intercepted(RecordStore.class, real.records());
    }

    @Override
    public WebhookStore webhooks() {
        return intercepted(WebhookStore.class, real.webhooks());
    }

    private <T> T intercepted(Class<T> type, T part) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> interceptor.around(name(method), () -> invoke(method, part, arguments))));
    }

    private static Object invoke(Method method, Object part, Object[] arguments) throws Exception {
        try {
            return method.invoke(part, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw e;
        }
    }
}
