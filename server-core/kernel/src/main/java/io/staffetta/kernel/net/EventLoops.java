package io.staffetta.kernel.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// The event loops of all listeners; connections are dealt to them in turn.
final class EventLoops implements AutoCloseable {

    private final List<EventLoop> loops;
    private final AtomicInteger turn = new AtomicInteger();

    /// @param count how many, more than zero
    EventLoops(int count) {
        loops = IntStream.rangeClosed(1, count).mapToObj(EventLoops::open).toList();
    }

    private static EventLoop open(int number) {
        try {
            return new EventLoop("connections-" + number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes a connection that was accepted. It is closed if that fails.
    Wire adopt(SocketChannel channel) throws IOException {
        try {
            int next = Math.floorMod(turn.getAndIncrement(), loops.size());
            return new ChannelWire(channel, loops.get(next));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// By the watch: see [EventLoop#relieve].
    void relieve() {
        loops.forEach(EventLoop::relieve);
    }

    /// Ends the loops when their sessions have ended.
    @Override
    public void close() {
        loops.forEach(EventLoop::close);
    }
}
