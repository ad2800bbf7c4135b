package io.staffetta.benchmarks.load;

import io.staffetta.testkit.SmtpPeer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Loads for a scripted peer.
record Loads(
        SmtpPeer peer,
        int messagesPerConnection,
        Load.Style style,
        Load.Security security,
        Optional<Load.Login> login) {

    private static final double PATIENCE_SECONDS = 60;

    /// One message per connection, step by step, without TLS.
    static Loads of(SmtpPeer peer) {
        return new Loads(peer, 1, Load.Style.STEP_BY_STEP, Load.Security.CLEAR, Optional.empty());
    }

    Loads many() {
        return new Loads(peer, Integer.MAX_VALUE, style, security, login);
    }

    Loads style(Load.Style other) {
        return new Loads(peer, messagesPerConnection, other, security, login);
    }

    Loads security(Load.Security other) {
        return new Loads(peer, messagesPerConnection, style, other, login);
    }

    Loads login(Optional<Load.Login> other) {
        return new Loads(peer, messagesPerConnection, style, security, other);
    }

    LoadClient client(int sessions) {
        return new LoadClient(
                new Load(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port()),
                        sessions,
                        messagesPerConnection,
                        style,
                        security,
                        login,
                        500,
                        "a@client.test",
                        "b@sink.test"));
    }

    Tally run(int sessions, int messages) throws IOException {
        return client(sessions).run(Goal.messages(messages, PATIENCE_SECONDS));
    }
}
