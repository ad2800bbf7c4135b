package io.staffetta.distribution.logging;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.util.LogbackMDCAdapter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

@Timeout(60)
class StandardOutputTest {

    private static final int EVENTS = 2000;

    private final LoggerContext context = new LoggerContext();

    private StandardOutput started(OutputStream out, int queueSize) {
        context.setMDCAdapter(new LogbackMDCAdapter());
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        var appender = new StandardOutput(out);
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setQueueSize(queueSize);
        appender.start();
        context.getLogger("test").addAppender(appender);
        return appender;
    }

    @Test
    void everyEventOfAThreadIsWrittenInOrderThoughTheQueueIsFull() throws Exception {
        var out = new ByteArrayOutputStream();
        var appender = started(out, 2);
        var log = context.getLogger("test");
        var threads = new ArrayList<Thread>();
        for (var name : new String[] {"a", "b", "c"}) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 0; i < 200; i++) {
                                    log.info("{}{}", name, i);
                                }
                            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        appender.stop();

        for (var name : new String[] {"a", "b", "c"}) {
            assertThat(out.toString(UTF_8).lines().filter(line -> line.startsWith(name)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 200).mapToObj(i -> name + i).toList());
        }
    }

    @Test
    void anEventThatComesWhenNothingElseDoesIsWritten() throws Exception {
        var written = new CountDownLatch(2);
        var appender = started(new Counted(written, new AtomicInteger()), 100);

        context.getLogger("test").info("first");
        context.getLogger("test").info("second");
        written.await();

        assertThat(appender.isStarted()).isTrue();
        appender.stop();
    }

    @Test
    void whatComesTogetherIsWrittenAtOnce() throws Exception {
        var written = new CountDownLatch(EVENTS);
        var writes = new AtomicInteger();
        var appender = started(new Counted(written, writes), EVENTS);

        for (int i = 0; i < EVENTS; i++) {
            context.getLogger("test").info("event");
        }
        written.await();
        appender.stop();

        assertThat(writes.get()).isLessThan(EVENTS / 2);
    }

    @Test
    void goesOnAfterALackOfMemory() throws Exception {
        var failed = new CountDownLatch(1);
        var written = new CountDownLatch(1);
        var rest = new Counted(written, new AtomicInteger());
        var appender =
                started(
                        new OutputStream() {
                            @Override
                            public void write(int octet) {
                                rest.write(octet);
                            }

                            @Override
                            public void write(byte[] octets, int offset, int length) {
                                if (failed.getCount() > 0) {
                                    failed.countDown();
                                    throw new OutOfMemoryError("for the test");
                                }
                                rest.write(octets, offset, length);
                            }
                        },
                        1);
        var log = context.getLogger("test");
        log.info("lost");
        failed.await();
        log.info("one");
        written.await();
        appender.stop();

        assertThat(written.getCount()).isZero();
    }

    @Test
    void isNotStartedWithoutAnEncoder() {
        var appender = new StandardOutput(new ByteArrayOutputStream());
        appender.setContext(context);

        appender.start();

        assertThat(appender.isStarted()).isFalse();
    }

    /// Counts lines and writes.
    private static final class Counted extends OutputStream {
        private final CountDownLatch lines;
        private final AtomicInteger writes;

        Counted(CountDownLatch lines, AtomicInteger writes) {
            this.lines = lines;
            this.writes = writes;
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            writes.incrementAndGet();
            for (int i = offset; i < offset + length; i++) {
                if (octets[i] == '\n') {
                    lines.countDown();
                }
            }
        }
    }
}
