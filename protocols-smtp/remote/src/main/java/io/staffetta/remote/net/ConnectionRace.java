package io.staffetta.remote.net;

import io.staffetta.spi.host.Threads;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// One race of connection attempts. The thread that runs it makes every socket and closes all but
/// the winner's, so that no attempt can leave one open behind its back.
final class ConnectionRace implements AutoCloseable {

    private final List<InetSocketAddress> addresses;
    private final ConnectSettings settings;
    private final List<Attempt> started = new ArrayList<>();
    private final Map<InetSocketAddress, String> failures = new LinkedHashMap<>();
    private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();

    ConnectionRace(List<InetSocketAddress> addresses, ConnectSettings settings) {
        this.addresses = addresses.stream().distinct().toList();
        this.settings = settings;
    }

    Connected winner(Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (failures.size() < addresses.size()) {
                startNext();
                var result = results.poll(patience(end), TimeUnit.NANOSECONDS);
                if (result != null && result.problem().isEmpty()) {
                    return won(result.attempt());
                }
                if (result != null) {
                    failures.put(result.attempt().address(), result.problem());
                } else if (System.nanoTime() - end >= 0) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
        throw new ConnectFailure(explanation());
    }

    /// Ends all attempts but the one that won.
    @Override
    public void close() {
        started.forEach(Attempt::abandon);
    }

    /// Each time around, another address joins: either its turn has come, or one has failed.
    private void startNext() {
        if (started.size() == addresses.size()) {
            return;
        }
        var address = addresses.get(started.size());
        var attempt = new Attempt(address, new Socket());
        started.add(attempt);
        Threads.virtual().name("connect-" + shown(address)).start(() -> run(attempt));
    }

    private long patience(long end) {
        long left = Math.max(0, end - System.nanoTime());
        return started.size() < addresses.size()
                ? Math.min(left, settings.attemptDelay().toNanos())
                : left;
    }

    private Connected won(Attempt attempt) {
        started.remove(attempt);
        return new Connected(attempt.socket(), attempt.address());
    }

    private void run(Attempt attempt) {
        results.add(new Result(attempt, attempt.problem(settings)));
    }

    private String explanation() {
        return addresses.stream()
                .map(address -> shown(address) + ": " + failures.getOrDefault(address, "timed out"))
                .collect(Collectors.joining("; "));
    }

    private static String shown(InetSocketAddress address) {
        return "[" + address.getAddress().getHostAddress() + "]:" + address.getPort();
    }

    /// @param problem why it failed, empty if it did not
    private record Result(Attempt attempt, String problem) {}

    /// @param socket made before the thread that connects it
    private record Attempt(InetSocketAddress address, Socket socket) {

        /// @return what went wrong, empty if the connection stands
        String problem(ConnectSettings settings) {
            try {
                var source = settings.sourceFor(address.getAddress());
                if (source.isPresent()) {
                    socket.bind(new InetSocketAddress(source.get(), 0));
                }
                socket.connect(address);
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                return "";
            } catch (SocketTimeoutException e) {
                return "timed out";
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            }
        }

        void abandon() {
            try {
                socket.close();
            } catch (IOException e) {
                // It has been given up anyway.
            }
        }
    }
}
