package io.staffetta.kernel.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.Component;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;

class LifecycleTest {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Lifecycle lifecycle =
            new Lifecycle(new Deadlines(Duration.ofSeconds(10), Duration.ofMillis(50)));

    @Test
    void closesInReverseOrder() throws StartFailure {
        for (var name : List.of("a", "b", "c")) {
            lifecycle.start(running(name, new Recorder(name)));
        }
        lifecycle.close();
        lifecycle.close();

        assertThat(events)
                .containsExactly("start a", "start b", "start c", "close c", "close b", "close a");
    }

    @Test
    void aFailingCloseDoesNotKeepTheNextFromClosing() throws StartFailure {
        lifecycle.start(running("a", new Recorder("a")));
        lifecycle.start(
                running(
                        "b",
                        new Recorder("b") {
                            @Override
                            public void close() {
                                throw new NoClassDefFoundError("gone");
                            }
                        }));
        lifecycle.close();

        assertThat(events).containsExactly("start a", "start b", "close a");
    }

    @Test
    void aHangingCloseIsAbandonedAfterItsDeadline() throws Exception {
        var interrupted = new CountDownLatch(1);
        lifecycle.start(running("a", new Recorder("a")));
        lifecycle.start(
                running(
                        "b",
                        new Recorder("b") {
                            @Override
                            public void close() throws InterruptedException {
                                try {
                                    new CountDownLatch(1).await();
                                } finally {
                                    interrupted.countDown();
                                }
                            }
                        }));
        lifecycle.close();

        interrupted.await();
        assertThat(events).containsExactly("start a", "start b", "close a");
    }

    @Test
    void aFailedStartIsClosedAndSaysWhy() throws StartFailure {
        lifecycle.start(running("a", new Recorder("a")));
        var broken =
                running(
                        "spool 'log' of storage",
                        new Recorder("b") {
                            @Override
                            public void start() throws Exception {
                                throw new IOException("the disk is gone\nand more");
                            }
                        });

        assertThatThrownBy(() -> lifecycle.start(broken))
                .isInstanceOf(StartFailure.class)
                .hasMessage("spool 'log' of storage: the disk is gone");
        assertThat(events).containsExactly("start a", "close b");
        lifecycle.close();
        assertThat(events).endsWith("close a");
    }

    @Test
    void whatStartsTogetherNeedNotWaitForEachOther() throws StartFailure {
        var both = new CyclicBarrier(2);
        lifecycle.startTogether(List.of(meeting("a", both), meeting("b", both)));
        assertThat(events).containsExactlyInAnyOrder("start a", "start b");

        lifecycle.close();

        assertThat(events).endsWith("close b", "close a").hasSize(4);
    }

    @Test
    void ofThoseThatStartTogetherTheFirstThatFailsIsToldOf() {
        var components =
                List.of(
                        running("a", new Recorder("a")),
                        running("b", new Broken("b")),
                        running("c", new Recorder("c")),
                        running("d", new Broken("d")));

        assertThatThrownBy(() -> lifecycle.startTogether(components))
                .isInstanceOf(StartFailure.class)
                .hasMessage("b: b is broken");
        assertThat(events).contains("start a", "start c").endsWith("close b", "close d");
        lifecycle.close();
        assertThat(events).endsWith("close c", "close a");
    }

    @Test
    void thePluginsLoaderIsTheContextLoader() throws Exception {
        var seen = new CopyOnWriteArrayList<ClassLoader>();
        try (var loader = new URLClassLoader(new URL[0])) {
            Component component =
                    new Component() {
                        @Override
                        public void start() {
                            seen.add(Thread.currentThread().getContextClassLoader());
                        }

                        @Override
                        public void close() {
                            seen.add(Thread.currentThread().getContextClassLoader());
                        }
                    };
            lifecycle.start(new Running("a", component, loader));
            lifecycle.close();
            assertThat(seen).containsExactly(loader, loader);
        }
    }

    private Running meeting(String name, CyclicBarrier others) {
        return running(
                name,
                new Recorder(name) {
                    @Override
                    public void start() throws Exception {
                        others.await();
                        super.start();
                    }
                });
    }

    private static Running running(String name, Component component) {
        return new Running(name, component, LifecycleTest.class.getClassLoader());
    }

    private class Recorder implements Component {
        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public void start() throws Exception {
            events.add("start " + name);
        }

        @Override
        public void close() throws Exception {
            events.add("close " + name);
        }
    }

    private final class Broken extends Recorder {
        private final String name;

        Broken(String name) {
            super(name);
            this.name = name;
        }

        @Override
        public void start() throws Exception {
            throw new IOException(name + " is broken");
        }
    }
}
