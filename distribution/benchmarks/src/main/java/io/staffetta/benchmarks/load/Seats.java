package io.staffetta.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// The connections of one thread, each in a numbered slot.
final class Seats implements AutoCloseable {

    private static final int MOST_ERRORS = 1000;
    private static final long SILENCE_MILLIS = 20_000;

    private final InetSocketAddress server;
    private final Factory factory;
    private final Tally tally;
    private final Selector selector;
    private final List<Integer> vacated = new ArrayList<>();
    private int open;
    private int parked;

    /// Makes the session of a connection.
    interface Factory {
        Session session(SocketChannel channel, int slot);
    }

    Seats(InetSocketAddress server, Factory factory, Tally tally) throws IOException {
        this.server = server;
        this.factory = factory;
        this.tally = tally;
        this.selector = Selector.open();
    }

    boolean isAnyOpen() {
        return open > 0;
    }

    boolean isAnyBusy() {
        return busy() > 0;
    }

    /// Connections that are open and not silent.
    int busy() {
        return open - parked;
    }

    void open(int slot) {
        try {
            var channel = SocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                boolean done = channel.connect(server);
                channel.register(
                        selector,
                        done ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT,
                        new Seat(slot, factory.session(channel, slot)));
                open++;
                tally.connected();
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            tally.error(reason(e));
        }
    }

    /// Waits for something to happen and deals with it.
    ///
    /// @return the slots that became free
    List<Integer> serve() throws IOException {
        vacated.clear();
        if (selector.select(this::serve, SILENCE_MILLIS) == 0) {
            for (var key : selector.keys()) {
                if (key.isValid() && !seat(key).session().isParked()) {
                    tally.error("silence");
                    leave(key);
                }
            }
        }
        return tally.errors() < MOST_ERRORS ? List.copyOf(vacated) : List.of();
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            seat(key).session().release();
            key.channel().close();
        }
        selector.close();
    }

    private void serve(SelectionKey key) {
        var session = seat(key).session();
        try {
            if (key.isConnectable()) {
                ((SocketChannel) key.channel()).finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                return;
            }
            boolean wasParked = session.isParked();
            if (!session.advance(key)) {
                leave(key);
            } else if (session.isParked() && !wasParked) {
                parked++;
            }
        } catch (IOException e) {
            tally.error(reason(e));
            leave(key);
        }
    }

    private void leave(SelectionKey key) {
        open--;
        if (seat(key).session().isParked()) {
            parked--;
        }
        vacated.add(seat(key).slot());
        seat(key).session().release();
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            tally.error(reason(e));
        }
    }

    private static Seat seat(SelectionKey key) {
        return (Seat) key.attachment();
    }

    private static String reason(IOException e) {
        var message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /// @param slot survives reconnections
    private record Seat(int slot, Session session) {}
}
