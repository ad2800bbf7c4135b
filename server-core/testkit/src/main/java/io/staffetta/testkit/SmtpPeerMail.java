package io.staffetta.testkit;

import java.util.List;

/// A message that an [SmtpPeer] took.
///
/// @param mail the MAIL command with its parameters
/// @param recipients the RCPT commands with their parameters
/// @param content the octets, dots unstuffed
public record SmtpPeerMail(String mail, List<String> recipients, byte[] content) {
    public SmtpPeerMail {
        recipients = List.copyOf(recipients);
    }
}
