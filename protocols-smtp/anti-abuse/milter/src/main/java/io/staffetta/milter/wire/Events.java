package io.staffetta.milter.wire;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The data of events.
public final class Events {

    /// The most octets of body that go into one event.
    public static final int BODY_CHUNK = 65535;

    private static final byte[] NOTHING = new byte[0];

    private Events() {}

    /// An event without data.
    public static byte[] nothing() {
        return NOTHING;
    }

    /// Of [Stage#CONNECT].
    ///
    /// @param name of the client
    public static byte[] connection(String name, SocketAddress client) {
        var out = new ByteArrayOutputStream();
        string(out, name);
        switch (client) {
            case InetSocketAddress inet when inet.getAddress() != null ->
                    address(out, inet.getAddress(), inet.getPort());
            case UnixDomainSocketAddress unix when !unix.getPath().toString().isEmpty() -> {
                out.write('L');
                port(out, 0);
                string(out, unix.getPath().toString());
            }
            default -> out.write('U');
        }
        return out.toByteArray();
    }

    private static void address(ByteArrayOutputStream out, InetAddress address, int port) {
        out.write(address instanceof Inet4Address ? '4' : '6');
        port(out, port);
        var text = address.getHostAddress();
        int scope = text.indexOf('%');
        string(out, scope < 0 ? text : text.substring(0, scope));
    }

    /// Of [Stage#HELO] and [Stage#UNKNOWN].
    public static byte[] text(String text) {
        return Strings.of(List.of(text));
    }

    /// Of [Stage#MAIL] and [Stage#RCPT].
    ///
    /// @param address without angle brackets
    public static byte[] path(String address, List<String> parameters) {
        var texts = new ArrayList<String>();
        texts.add("<" + address + ">");
        texts.addAll(parameters);
        return Strings.of(texts);
    }

    /// Of [Stage#HEADER].
    public static byte[] header(byte[] name, byte[] value) {
        var out = new ByteArrayOutputStream(name.length + value.length + 2);
        Strings.add(out, name);
        Strings.add(out, value);
        return out.toByteArray();
    }

    private static void string(ByteArrayOutputStream out, String text) {
        Strings.add(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void port(ByteArrayOutputStream out, int port) {
        out.write(port >> 8);
        out.write(port);
    }
}
