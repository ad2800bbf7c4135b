package io.staffetta.milter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A filter that says what a test wants, and writes down what it was told.
final class ScriptedFilter implements AutoCloseable {

    /// Says nothing, for ever.
    static final byte[] SILENCE = new byte[0];

    private static final String ANSWERED = "CHMRTULNBE";

    private final ServerSocket socket;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Map<Character, byte[]> answers = new ConcurrentHashMap<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile byte[] negotiation = negotiation(6, 0x1ff, 0);
    private volatile int unanswered;
    private volatile boolean closesAfterAnswer;

    ScriptedFilter() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String endpoint() {
        return "inet:127.0.0.1:" + socket.getLocalPort();
    }

    /// Answers with these octets, as they are.
    ScriptedFilter answers(char event, byte[]... packets) {
        var out = new ByteArrayOutputStream();
        for (var packet : packets) {
            out.writeBytes(packet);
        }
        answers.put(event, out.toByteArray());
        return this;
    }

    /// Negotiates with this packet.
    ScriptedFilter negotiates(byte[] packet) {
        negotiation = packet;
        return this;
    }

    ScriptedFilter negotiates(int version, int actions, int steps) {
        unanswered = steps;
        return negotiates(negotiation(version, actions, steps));
    }

    /// Closes the connection after its answer to the end of a message.
    ScriptedFilter dies() {
        closesAfterAnswer = true;
        return this;
    }

    /// What it was told: the code, and the data with `|` for NUL.
    List<String> heard() {
        return heard;
    }

    /// Waits until a connection was closed by the other side.
    void awaitEnd() throws InterruptedException {
        gone.await();
    }

    static byte[] packet(char code) {
        return packet(code, "");
    }

    /// @param data with `|` for NUL
    static byte[] packet(char code, String data) {
        return packet(code, data.replace('|', '\0').getBytes(ISO_8859_1));
    }

    static byte[] packet(char code, byte[] data) {
        return ByteBuffer.allocate(5 + data.length)
                .putInt(1 + data.length)
                .put((byte) code)
                .put(data)
                .array();
    }

    /// A packet whose data begins with a number.
    static byte[] packet(char code, int number, String data) {
        var text = data.replace('|', '\0').getBytes(ISO_8859_1);
        return packet(code, ByteBuffer.allocate(4 + text.length).putInt(number).put(text).array());
    }

    static byte[] negotiation(int version, int actions, int steps) {
        return packet(
                'O', ByteBuffer.allocate(12).putInt(version).putInt(actions).putInt(steps).array());
    }

    private void accept() {
        try {
            while (true) {
                var connection = socket.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new DataInputStream(connection.getInputStream());
            var out = connection.getOutputStream();
            while (true) {
                var data = new byte[in.readInt() - 1];
                char code = (char) in.readByte();
                in.readFully(data);
                heard.add(text(code, data));
                if (code == 'Q') {
                    return;
                }
                answer(code, out);
                if (code == 'E' && closesAfterAnswer) {
                    return;
                }
            }
        } catch (EOFException e) {
            heard.add("gone");
        } catch (IOException e) {
            heard.add("lost");
        } finally {
            gone.countDown();
        }
    }

    private void answer(char code, OutputStream out) throws IOException {
        if (code == 'O') {
            out.write(negotiation);
        } else if (answers.containsKey(code)) {
            out.write(answers.get(code));
        } else if (ANSWERED.indexOf(code) >= 0 && !isUnanswered(code)) {
            out.write(packet('c'));
        }
    }

    private boolean isUnanswered(char code) {
        int bit =
                switch (code) {
                    case 'C' -> 0x1000;
                    case 'H' -> 0x2000;
                    case 'M' -> 0x4000;
                    case 'R' -> 0x8000;
                    case 'T' -> 0x10000;
                    case 'U' -> 0x20000;
                    case 'L' -> 0x80;
                    case 'N' -> 0x40000;
                    case 'B' -> 0x80000;
                    default -> 0;
                };
        return (unanswered & bit) != 0;
    }

    private static String text(char code, byte[] data) {
        if (code == 'O') {
            return "O " + HexFormat.of().formatHex(data);
        }
        if (code == 'C') {
            var text = new String(data, ISO_8859_1);
            int end = text.indexOf('\0');
            // The port changes with each run.
            return "C "
                    + text.substring(0, end)
                    + "|"
                    + text.charAt(end + 1)
                    + "|"
                    + text.substring(end + 4).replace('\0', '|');
        }
        return code
                + (data.length == 0 ? "" : " " + new String(data, ISO_8859_1).replace('\0', '|'));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}
