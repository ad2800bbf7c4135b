package io.staffetta.benchmarks.load;

import java.net.InetSocketAddress;
import java.util.Optional;

/// What a load does.
///
/// @param server where to connect to
/// @param sessions connections at once, 1 or more
/// @param messagesPerConnection before QUIT; 1 or more
/// @param style how commands are sent
/// @param security TLS or not
/// @param login if the client authenticates
/// @param size octets of each message's content
/// @param sender reverse-path, without brackets
/// @param recipient forward-path, without brackets
public record Load(
        InetSocketAddress server,
        int sessions,
        int messagesPerConnection,
        Style style,
        Security security,
        Optional<Login> login,
        int size,
        String sender,
        String recipient) {

    /// How commands are sent.
    public enum Style {
        /// One after the other, each after the reply to the one before.
        STEP_BY_STEP,
        /// MAIL, RCPT and DATA at once (RFC 2920).
        PIPELINED,
        /// MAIL, RCPT and BDAT with the content at once (RFC 3030).
        CHUNKED
    }

    /// TLS or not.
    public enum Security {
        /// No TLS.
        CLEAR,
        /// STARTTLS, a full handshake on each connection.
        NEW_SESSION,
        /// STARTTLS, resuming the session of an earlier connection.
        RESUMED
    }

    /// Name and password.
    public record Login(String user, String password) {
        String plain() {
            return Script.plain(user, password);
        }

        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    public Load {
        if (sessions < 1 || messagesPerConnection < 1) {
            throw new IllegalArgumentException("a load has a session and a message at least");
        }
    }
}
