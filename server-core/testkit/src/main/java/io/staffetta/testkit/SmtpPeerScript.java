package io.staffetta.testkit;

import java.io.IOException;

/// What an [SmtpPeer] does with one connection.
@FunctionalInterface
public interface SmtpPeerScript {

    /// Plays the server's side. The connection is closed when this returns.
    ///
    /// @throws IOException if the client went away; that ends the script and is no failure
    void play(SmtpPeerSession session) throws IOException;

    /// Greets, then answers every command with success until QUIT, and takes all mail.
    ///
    /// @param keywords what the reply to EHLO and LHLO offers
    static SmtpPeerScript accepting(String... keywords) {
        return session -> {
            session.send("220 peer.test");
            session.accept(keywords);
        };
    }
}
