package io.camelgenai.examples.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The threads, sockets and files of this process that a run of an example adds. After its stop there must be none. */
public final class LeftBehind {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private final Set<Thread> threads = Thread.getAllStackTraces().keySet();
    private final Set<String> files = openFiles();

    private LeftBehind() {}

    /** Remembers what there is before the run. */
    public static LeftBehind start() throws IOException {
        // Java keeps a socket for its own use from the first one on.
        SocketChannel.open().close();
        return new LeftBehind();
    }

    /** Waits a few seconds at most until nothing is left. */
    public void assertNothing() {
        await().pollInSameThread().untilAsserted(() -> {
            assertThat(newThreads()).as("threads that are left").isEmpty();
            assertThat(newFiles()).as("sockets and files that are left").isEmpty();
        });
    }

    /** Whether there is more than before; a run that opens nothing shows nothing. */
    public boolean isSomething() {
        return !newThreads().isEmpty() && !newFiles().isEmpty();
    }

    private Set<String> newThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> !threads.contains(each.getKey()))
                .filter(each -> !isOfJava(each.getKey()) && !isIdleThreadOfOkHttp(each))
                .map(each -> each.getKey() + " " + Arrays.toString(each.getValue()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Java starts these once, when the first program needs them. */
    private static boolean isOfJava(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null
                || group.getName().equals("system")
                || group.getName().equals("InnocuousThreadGroup")
                || thread.getName().equals("CompletableFutureDelayScheduler")
                || thread.getName().startsWith("ForkJoinPool.commonPool-worker-");
    }

    /**
     * OkHttp has one pool for all clients of a process, which none of them can stop: its daemon threads terminate after a
     * minute without work. One that has a task, or waits for its time, is in OkHttp's code.
     */
    private static boolean isIdleThreadOfOkHttp(Map.Entry<Thread, StackTraceElement[]> thread) {
        return thread.getKey().getName().equals("OkHttp TaskRunner")
                && thread.getKey().isDaemon()
                && Arrays.stream(thread.getValue())
                        .noneMatch(frame -> frame.getClassName().startsWith("okhttp3."));
    }

    private Set<String> newFiles() {
        Set<String> left = openFiles();
        left.removeAll(files);
        return left;
    }

    /**
     * Sockets, pipes and files, without those that Java reads classes and random numbers from, and without routes in XML:
     * Camel does not close their files, and Java does when it collects the garbage.
     */
    private static Set<String> openFiles() {
        if (!Files.isDirectory(OPEN_FILES)) {
            return new TreeSet<>();
        }
        try (Stream<Path> open = Files.list(OPEN_FILES)) {
            return open.map(LeftBehind::target)
                    .filter(each -> !each.isEmpty() && !each.matches(".*\\.(jar|so|jsa)|.*/modules|/dev/u?random|.*/routes/.*\\.xml"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new IllegalStateException("The open files of this process cannot be listed", e);
        }
    }

    /** Empty for the one that lists the others, which is closed by now. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
