package io.staffetta.distribution.e2e;

import java.util.function.Function;

/// A client with an address of the test, which a proxy on this machine tells the server.
///
/// @param address of the client, IPv4 or IPv6
record ProxiedClient(ServerProcess server, String listener, String address) {

    /// What listeners need that such clients come to.
    static final String TRUSTED = "<proxy-from><network>127.0.0.0/8</network></proxy-from>";

    /// A connection whose banner is still to be read.
    SmtpWire connect() {
        var wire = SmtpWire.connect(server.address(listener));
        boolean six = address.contains(":");
        wire.send(
                "PROXY %s %s %s 40000 25\r\n"
                        .formatted(six ? "TCP6" : "TCP4", address, six ? "::1" : "192.0.2.250"));
        return wire;
    }

    /// What is said in a session that greets with a name.
    <T> T session(String helo, Function<SmtpWire, T> dialogue) {
        try (var wire = connect()) {
            wire.reply();
            wire.say("EHLO " + helo);
            return dialogue.apply(wire);
        }
    }

    /// The reply to a whole message, or the first that refused.
    String send(String from, String to, String content) {
        return session("client.test", wire -> wire.message(from, to, content));
    }

    /// The reply to RCPT, or to MAIL if that was refused.
    String rcpt(String helo, String from, String to) {
        return session(
                helo,
                wire -> {
                    var reply = wire.say("MAIL FROM:<" + from + ">");
                    return reply.startsWith("250") ? wire.say("RCPT TO:<" + to + ">") : reply;
                });
    }
}
