package io.camelgenai.provider;

import io.camelgenai.generation.GenerationStatus;
import java.lang.reflect.Field;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Descriptors whose code throws while it reads a document, as a bug of ours would. */
public final class BrokenMappings {

    private BrokenMappings() {}

    /** The bugs that there may be. */
    public static Throwable bug(String kind) {
        return switch (kind) {
            case "NullPointerException" -> new NullPointerException();
            case "ClassCastException" -> new ClassCastException("TextNode is no ObjectNode");
            default -> new StackOverflowError();
        };
    }

    /** The descriptor, which throws the next times when it reads this status word, or a finish reason. */
    public static ProviderDescriptor of(
            ProviderDescriptor descriptor, String word, AtomicInteger times, Supplier<Throwable> bug) {
        GenerationMapping read = descriptor.generation();
        GenerationMapping broken = new GenerationMapping(
                read.id(),
                read.model(),
                read.status(),
                new Words(read.words(), word, times, bug),
                read.completedBy(),
                read.expiredWords(),
                read.goneWords(),
                read.progress(),
                read.queuePosition(),
                read.output(),
                read.createdAt(),
                read.completedAt(),
                read.usage(),
                read.requests(),
                new FinishReasons(
                        read.reasons().at(),
                        read.reasons().completed(),
                        read.reasons().incomplete(),
                        new Reasons(word, times, bug)),
                read.error());
        return new ProviderDescriptor(
                descriptor.name(),
                descriptor.title(),
                descriptor.baseUrl(),
                descriptor.headersTimeout(),
                descriptor.auth(),
                descriptor.headers(),
                descriptor.request(),
                descriptor.operations(),
                broken,
                descriptor.stream(),
                descriptor.errors(),
                descriptor.links(),
                descriptor.webhook(),
                descriptor.inputs(),
                descriptor.batch());
    }

    /** Replaces a descriptor of a catalog by a broken one. */
    public static void in(
            ProviderCatalog catalog, String name, String word, AtomicInteger times, Supplier<Throwable> bug) {
        put(catalog, of(catalog.get(name), word, times, bug));
    }

    @SuppressWarnings("unchecked")
    private static void put(ProviderCatalog catalog, ProviderDescriptor descriptor) {
        try {
            Field descriptors = ProviderCatalog.class.getDeclaredField("descriptors");
            descriptors.setAccessible(true);
            ((Map<String, ProviderDescriptor>) descriptors.get(catalog)).put(descriptor.name(), descriptor);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fail(String found, String word, AtomicInteger times, Supplier<Throwable> bug) {
        if (found.equals(word) && times.getAndDecrement() > 0) {
            throw BrokenMappings.<RuntimeException>sneaky(bug.get());
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable bug) throws E {
        throw (E) bug;
    }

    private static final class Words extends LinkedHashMap<String, GenerationStatus> {

        private static final long serialVersionUID = 1L;

        private final transient Supplier<Throwable> bug;
        private final String word;
        private final AtomicInteger times;

        Words(Map<String, GenerationStatus> words, String word, AtomicInteger times, Supplier<Throwable> bug) {
            super(words);
            this.word = word;
            this.times = times;
            this.bug = bug;
        }

        @Override
        public GenerationStatus getOrDefault(Object found, GenerationStatus other) {
            fail(String.valueOf(found), word, times, bug);
            return super.getOrDefault(found, other);
        }
    }

    /** The failed reasons. */
    private static final class Reasons extends AbstractSet<String> {

        private final String word;
        private final AtomicInteger times;
        private final Supplier<Throwable> bug;

        Reasons(String word, AtomicInteger times, Supplier<Throwable> bug) {
            this.word = word;
            this.times = times;
            this.bug = bug;
        }

        @Override
        public Iterator<String> iterator() {
            fail("finished", word, times, bug);
            return Set.<String>of().iterator();
        }

        @Override
        public int size() {
            return 0;
        }
    }
}
