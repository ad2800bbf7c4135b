package io.staffetta.kernel.net;

import io.staffetta.kernel.net.ProxyHeader.Complete;
import io.staffetta.kernel.net.ProxyHeader.Incomplete;
import io.staffetta.kernel.net.ProxyHeader.Malformed;
import io.staffetta.kernel.net.ProxyHeader.Relayed;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Version 2: binary. What follows the addresses (type-length-value entries) is skipped.
final class ProxyHeaderV2 {

    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
    private static final int FIXED = 16;
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;

    private ProxyHeaderV2() {}

    static ProxyHeader parse(byte[] octets, int length) {
        int known = Math.min(length, SIGNATURE.length);
        if (!Arrays.equals(octets, 0, known, SIGNATURE, 0, known)) {
            return new Malformed("no PROXY header");
        }
        if (length < FIXED) {
            return new Incomplete();
        }
        int command = octets[12] & 0xff;
        if (command != LOCAL && command != PROXY) {
            return new Malformed("unknown version or command");
        }
        int rest = number(octets, 14);
        if (length < FIXED + rest) {
            // A length that can never be received ends at the limit of the reader.
            return new Incomplete();
        }
        return command == LOCAL
                ? new Complete(FIXED + rest, Optional.empty())
                : addresses(octets, rest);
    }

    private static ProxyHeader addresses(byte[] octets, int rest) {
        int length = FIXED + rest;
        return switch (octets[13] & 0xff) {
            case 0x11 -> relayed(octets, 4, length);
            case 0x21 -> relayed(octets, 16, length);
            case 0x00, 0x31 -> new Complete(length, Optional.empty());
            default -> new Malformed("not a stream connection");
        };
    }

    private static ProxyHeader relayed(byte[] octets, int size, int length) {
        int ports = FIXED + 2 * size;
        if (length < ports + 4) {
            return new Malformed("the addresses are cut off");
        }
        return new Complete(
                length,
                Optional.of(
                        new Relayed(
                                endpoint(octets, FIXED, size, ports),
                                endpoint(octets, FIXED + size, size, ports + 2))));
    }

    private static InetSocketAddress endpoint(byte[] octets, int at, int size, int port) {
        try {
            var address = InetAddress.getByAddress(Arrays.copyOfRange(octets, at, at + size));
            return new InetSocketAddress(address, number(octets, port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 octets are addresses", e);
        }
    }

    private static int number(byte[] octets, int at) {
        return (octets[at] & 0xff) << 8 | (octets[at + 1] & 0xff);
    }
}
