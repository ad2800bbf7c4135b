package io.staffetta.policy;

/// When a policy server is asked.
public enum Stage {
    /// A client has connected.
    CONNECT,
    /// HELO, EHLO or LHLO.
    HELO,
    /// MAIL.
    MAIL,
    /// RCPT.
    RCPT,
    /// DATA or the first BDAT.
    DATA,
    /// The whole message has arrived.
    END_OF_MESSAGE;

    /// The value of `protocol_state`, but for the greeting.
    String protocolState() {
        return name().replace('_', '-');
    }
}
