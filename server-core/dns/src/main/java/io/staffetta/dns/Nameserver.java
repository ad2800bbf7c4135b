package io.staffetta.dns;

import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/// One DNS server, asked with plain sockets: dnsjava's own client keeps selector threads for ever,
/// and with them the class loader of the plugin. Used by many threads.
///
/// Each question has a socket of its own, hence a source port nobody can foresee (RFC 5452 §9.2).
///
/// @param address resolved
public record Nameserver(InetSocketAddress address) {

    /// What a server may send in one datagram; the value of DNS Flag Day 2020.
    private static final int PAYLOAD = 1232;

    /// Asks by UDP, and by TCP if the response does not fit.
    ///
    /// @param query the header and the question
    /// @throws IOException if no response that belongs to the query comes in time
    public Message ask(Message query, Deadline deadline) throws IOException {
        var response = exchange(extended(query, 0), deadline);
        return response.getRcode() == Rcode.FORMERR ? exchange(query, deadline) : response;
    }

    /// As [#ask], for an answer with its signatures (RFC 3225).
    public Message askForSignatures(Message query, Deadline deadline) throws IOException {
        return exchange(extended(query, ExtendedFlags.DO), deadline);
    }

    /// Whether it runs on this machine.
    public boolean isLoopback() {
        return address.getAddress().isLoopbackAddress();
    }

    private static Message extended(Message query, int flags) {
        var extended = query.clone();
        extended.addRecord(new OPTRecord(PAYLOAD, 0, 0, flags), Section.ADDITIONAL);
        return extended;
    }

    private Message exchange(Message query, Deadline deadline) throws IOException {
        var response = overUdp(query, deadline);
        return response.getHeader().getFlag(Flags.TC) ? overTcp(query, deadline) : response;
    }

    private Message overUdp(Message query, Deadline deadline) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.connect(address);
            var octets = query.toWire();
            socket.send(new DatagramPacket(octets, octets.length));
            var buffer = new byte[4 * PAYLOAD];
            while (true) {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.setSoTimeout(deadline.millisLeft());
                socket.receive(packet);
                if (isMeant(buffer, packet.getLength(), query)) {
                    var response = parse(buffer, packet.getLength());
                    if (belongs(response, query)) {
                        return response;
                    }
                }
            }
        }
    }

    private Message overTcp(Message query, Deadline deadline) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(address, deadline.millisLeft());
            var octets = query.toWire();
            socket.getOutputStream()
                    .write(
                            ByteBuffer.allocate(2 + octets.length)
                                    .putShort((short) octets.length)
                                    .put(octets)
                                    .array());
            var prefix = ByteBuffer.wrap(read(socket, 2, deadline));
            var body = read(socket, Short.toUnsignedInt(prefix.getShort()), deadline);
            if (!isMeant(body, body.length, query)) {
                throw new IOException("the response does not belong to the query");
            }
            var response = parse(body, body.length);
            if (!belongs(response, query)) {
                throw new IOException("the response does not belong to the query");
            }
            return response;
        }
    }

    private static byte[] read(Socket socket, int count, Deadline deadline) throws IOException {
        var out = new byte[count];
        int have = 0;
        while (have < count) {
            socket.setSoTimeout(deadline.millisLeft());
            int more = socket.getInputStream().read(out, have, count - have);
            if (more < 0) {
                throw new EOFException("the connection was closed before the end of the response");
            }
            have += more;
        }
        return out;
    }

    /// Whether a packet has our number on it; others are noise, or forged.
    private static boolean isMeant(byte[] octets, int length, Message query) {
        return length >= Header.LENGTH
                && Short.toUnsignedInt(ByteBuffer.wrap(octets).getShort())
                        == query.getHeader().getID();
    }

    private static Message parse(byte[] octets, int length) throws IOException {
        try {
            return new Message(ByteBuffer.wrap(octets, 0, length));
        } catch (RuntimeException e) {
            throw new IOException("the response is broken: " + e.getMessage(), e);
        }
    }

    /// Whether it answers our question (RFC 5452 §9.1). A refusal may leave the question out.
    private static boolean belongs(Message response, Message query) {
        var header = response.getHeader();
        if (!header.getFlag(Flags.QR) || header.getOpcode() != Opcode.QUERY) {
            return false;
        }
        var question = response.getQuestion();
        return question == null
                ? header.getRcode() != Rcode.NOERROR && header.getRcode() != Rcode.NXDOMAIN
                : question.equals(query.getQuestion());
    }

    @Override
    public String toString() {
        return address.getAddress().getHostAddress() + " port " + address.getPort();
    }
}
