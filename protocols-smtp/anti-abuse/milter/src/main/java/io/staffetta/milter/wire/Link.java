package io.staffetta.milter.wire;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;

/// A connection to a filter, after negotiation. Used by one thread at a time.
public final class Link implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Link.class);
    private static final int FLUSH_AT = 64 * 1024;

    private final Wire wire;
    private final int maxPacket;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private Agreement agreement;
    private ResponseParser parser;

    private Link(Wire wire, int maxPacket, Agreement offer, String hostname) {
        this.wire = wire;
        this.maxPacket = maxPacket;
        this.agreement = offer;
        this.parser = new ResponseParser(offer, hostname);
    }

    /// Connects to the first of some endpoints that answers, and negotiates.
    ///
    /// @param version the highest of the protocol
    /// @param maxPacket the most octets a filter may say at once
    /// @param hostname completes addresses without a domain
    /// @param connecting how long connecting may take
    /// @param answering how long negotiation may take
    public static Link open(
            List<Endpoint> endpoints,
            int version,
            int maxPacket,
            String hostname,
            Patience connecting,
            Patience answering)
            throws IOException {
        var failure = new MilterException("cannot connect to " + endpoints);
        for (var endpoint : endpoints) {
            try {
                for (var address : endpoint.addresses()) {
                    try {
                        var wire = Wire.connect(address, connecting.deadline());
                        return negotiate(wire, version, maxPacket, hostname, answering);
                    } catch (IOException | RuntimeException e) {
                        requireTime(e);
                        failure.addSuppressed(e);
                    }
                }
            } catch (UnknownHostException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private static void requireTime(Exception e) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new MilterException("interrupted", e);
        }
    }

    private static Link negotiate(
            Wire wire, int version, int maxPacket, String hostname, Patience patience)
            throws IOException {
        var offer = Agreement.offer(version);
        var link = new Link(wire, maxPacket, offer, hostname);
        try {
            link.packet('O', offer.encode());
            link.flush(patience);
            var header = link.header(patience);
            if (header.code() != 'O') {
                throw new MilterException("the filter does not negotiate");
            }
            link.agreement = offer.answered(link.data(header, patience));
            link.parser = new ResponseParser(link.agreement, hostname);
            return link;
        } catch (IOException | RuntimeException e) {
            link.close();
            throw e;
        }
    }

    /// What was agreed upon.
    public Agreement agreement() {
        return agreement;
    }

    /// Sends the macros of an event, also if the filter does not want the event itself.
    ///
    /// @param macros names and values in turn
    public void macros(Stage stage, List<String> macros) {
        if (macros.isEmpty() || !agreement.knows(stage)) {
            return;
        }
        var data = new ByteArrayOutputStream();
        data.write(stage.code);
        data.writeBytes(Strings.of(macros));
        packet('D', data.toByteArray());
    }

    /// Whether the filter wants to be told of an event.
    public boolean wants(Stage stage) {
        return agreement.wants(stage);
    }

    /// Tells of an event and waits for the answer.
    ///
    /// @return [Response.Continue] if the filter said that it would not answer
    public Response.Final tell(Stage stage, byte[] data, Patience patience) throws IOException {
        var response = ask(stage, data, patience);
        return switch (response) {
            case Response.Final last -> last;
            case Response.Progress _, Response.Edited _ ->
                    throw new MilterException("the filter edits a message that has not ended");
        };
    }

    /// Tells of an event and waits for the first answer that is not a request to wait on.
    public Response ask(Stage stage, byte[] data, Patience patience) throws IOException {
        packet(stage.code, data);
        if (!agreement.answers(stage)) {
            if (out.size() >= FLUSH_AT) {
                flush(patience);
            }
            return new Response.Continue();
        }
        flush(patience);
        return next(patience);
    }

    /// Waits for a further answer.
    public Response next(Patience patience) throws IOException {
        while (true) {
            var header = header(patience);
            var response = parser.parse(header.code(), data(header, patience));
            if (!(response instanceof Response.Progress)) {
                return response;
            }
        }
    }

    /// The message or the transaction is over, whatever came of it.
    public void abort(Patience patience) throws IOException {
        packet('A', new byte[0]);
        flush(patience);
    }

    /// Says good-bye and closes.
    ///
    /// @param inTransaction whether a transaction is to be ended first
    public void quit(boolean inTransaction, Patience patience) {
        try {
            if (inTransaction) {
                packet('A', new byte[0]);
            }
            packet('Q', new byte[0]);
            flush(patience);
        } catch (IOException e) {
            log.debug("filter does not hear the good-bye", e);
        } finally {
            close();
        }
    }

    /// Closes at once.
    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException e) {
            log.debug("closing a connection to a filter failed", e);
        }
    }

    private void packet(char code, byte[] data) {
        out.writeBytes(ByteBuffer.allocate(5).putInt(data.length + 1).put((byte) code).array());
        out.writeBytes(data);
    }

    private void flush(Patience patience) throws IOException {
        if (wire.isPending()) {
            throw new MilterException("the filter answers what nobody asked");
        }
        wire.write(out.toByteArray(), out.size(), patience.deadline());
        out.reset();
    }

    /// @param code what it is
    /// @param length of what follows
    private record PacketHeader(char code, int length) {}

    private PacketHeader header(Patience patience) throws IOException {
        var octets = new byte[5];
        wire.read(octets, patience.deadline());
        var in = ByteBuffer.wrap(octets);
        int length = in.getInt() - 1;
        if (length < 0 || length > maxPacket) {
            throw new MilterException("the filter's answer has an absurd length");
        }
        return new PacketHeader((char) (in.get() & 0xff), length);
    }

    private byte[] data(PacketHeader header, Patience patience) throws IOException {
        var data = new byte[header.length()];
        wire.read(data, patience.deadline());
        return data;
    }
}
