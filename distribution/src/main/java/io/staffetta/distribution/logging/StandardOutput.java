package io.staffetta.distribution.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Writes events to standard output from a thread of its own, all that have come within a pause at
/// once: who logs wakes nobody, and many lines cost one system call. Events are never dropped; who
/// logs waits while the queue is full.
///
/// For `logback.xml`; the setters are its elements. To be set up before it is started.
public final class StandardOutput extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final int BATCH = 512;

    private final OutputStream out;
    private @Nullable Encoder<ILoggingEvent> encoder;
    private int queueSize = 8192;
    private int pauseMillis = 10;
    private int maxFlushMillis = 5000;
    private BlockingQueue<ILoggingEvent> queue = new ArrayBlockingQueue<>(1);
    private @Nullable Thread writer;
    private volatile boolean stopping;
    private volatile boolean asleep;

    /// On the standard output of the process.
    @SuppressWarnings("SystemOut")
    public StandardOutput() {
        this(System.out);
    }

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    /// Makes lines of events.
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    /// Events that may wait to be written, at least 1.
    public void setQueueSize(int events) {
        queueSize = events;
    }

    /// How long, in milliseconds, events may wait for others to be written with.
    public void setPause(int millis) {
        pauseMillis = millis;
    }

    /// How long, in milliseconds, a stop may write what waits.
    public void setMaxFlushTime(int millis) {
        maxFlushMillis = millis;
    }

    @Override
    public void start() {
        var lines = encoder;
        if (lines == null || queueSize < 1 || pauseMillis < 0) {
            addError("needs an encoder, a queueSize of at least 1 and a pause of at least 0");
            return;
        }
        queue = new ArrayBlockingQueue<>(queueSize);
        stopping = false;
        writer = Thread.ofPlatform().daemon().name("log").start(() -> write(lines));
        super.start();
    }

    @Override
    public void stop() {
        var thread = writer;
        if (!isStarted() || thread == null) {
            return;
        }
        super.stop();
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(maxFlushMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        if (!queue.offer(event)) {
            LockSupport.unpark(writer);
            put(event);
        }
        if (asleep) {
            asleep = false;
            LockSupport.unpark(writer);
        }
    }

    private void put(ILoggingEvent event) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    queue.put(event);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write(Encoder<ILoggingEvent> lines) {
        var events = new ArrayList<ILoggingEvent>(BATCH);
        var octets = new ByteArrayOutputStream();
        while (true) {
            boolean last = stopping;
            queue.drainTo(events, BATCH);
            if (!events.isEmpty()) {
                write(lines, events, octets);
                events.clear();
                octets.reset();
            }
            if (queue.size() < BATCH) {
                if (last && queue.isEmpty()) {
                    return;
                }
                await();
            }
        }
    }

    private void write(
            Encoder<ILoggingEvent> lines,
            Iterable<ILoggingEvent> events,
            ByteArrayOutputStream octets) {
        try {
            for (var event : events) {
                octets.writeBytes(lines.encode(event));
            }
            octets.writeTo(out);
            out.flush();
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it is: without this thread the queue would fill, and all who log would wait.
            addError("cannot write", e);
        }
    }

    private void await() {
        if (stopping) {
            return;
        }
        if (queue.isEmpty()) {
            // Nothing came for a while: the next event has to say so.
            asleep = true;
            if (queue.isEmpty() && !stopping) {
                LockSupport.park(this);
            }
            asleep = false;
        }
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(pauseMillis));
    }
}
