package io.staffetta.remote.client;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters.Notify;

import java.util.Comparator;
import java.util.stream.Collectors;

/// MAIL and RCPT with the parameters that a server takes.
///
/// @param peer whom they are for
record MailCommands(Peer peer) {

    /// The MAIL command, without CRLF.
    String mail(Envelope envelope, Fitting.Fits message) {
        var line = new StringBuilder(80);
        line.append("MAIL FROM:<").append(envelope.reversePath()).append('>');
        if (peer.offers("SIZE")) {
            line.append(" SIZE=").append(message.content().size());
        }
        switch (message.body()) {
            case SEVEN_BIT -> {}
            case EIGHT_BIT_MIME -> line.append(" BODY=8BITMIME");
            case BINARY_MIME -> line.append(" BODY=BINARYMIME");
        }
        if (message.smtpUtf8()) {
            line.append(" SMTPUTF8");
        }
        var parameters = envelope.parameters();
        if (peer.offers("DSN")) {
            parameters
                    .returned()
                    .ifPresent(returned ->
                            line.append(
                                    switch (returned) {
                                        case FULL -> " RET=FULL";
                                        case HEADERS -> " RET=HDRS";
                                    }));
            parameters
                    .envelopeId()
                    .ifPresent(id -> line.append(" ENVID=").append(Xtext.encode(id)));
        }
        if (parameters.requireTls() && peer.offers("REQUIRETLS")) {
            line.append(" REQUIRETLS");
        }
        if (peer.opening().credentials().isPresent() && peer.offers("AUTH")) {
            parameters.submitter().ifPresent(who -> line.append(submitter(who)));
        }
        return line.toString();
    }

    /// RFC 4954 §5, for servers where we logged in. What nobody said is left out: some servers
    /// dislike the parameter.
    private static String submitter(String mailbox) {
        return " AUTH=" + (mailbox.isEmpty() ? "<>" : Xtext.encode(mailbox));
    }

    /// A RCPT command, without CRLF.
    String rcpt(Recipient recipient) {
        var line = new StringBuilder(64);
        line.append("RCPT TO:<").append(recipient.mailbox()).append('>');
        if (peer.offers("DSN")) {
            var on = recipient.parameters().notifyOn();
            if (!on.isEmpty()) {
                line.append(
                        on.stream()
                                .sorted(Comparator.naturalOrder())
                                .map(Notify::name)
                                .collect(Collectors.joining(",", " NOTIFY=", "")));
            }
            var original = recipient.parameters().originalRecipient();
            if (original.isPresent()) {
                line.append(" ORCPT=").append(Xtext.address(original.get()));
            } else if (!recipient.original().equals(recipient.mailbox())) {
                line.append(" ORCPT=").append(Xtext.address("rfc822;" + recipient.original()));
            }
        }
        return line.toString();
    }
}
