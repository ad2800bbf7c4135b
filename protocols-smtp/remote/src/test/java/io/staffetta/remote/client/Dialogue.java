package io.staffetta.remote.client;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.testkit.SmtpPeer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the tests of the conversation have in common.
final class Dialogue {

    static final String HOST = "mx.test";
    static final String TEXT = "Subject: hello\r\n\r\nHello\r\n";
    static final Duration SHORT = Duration.ofMillis(200);
    static final Duration LONG = Duration.ofSeconds(30);

    private Dialogue() {}

    static OutboundTerms terms(Level level) {
        return OutboundTerms.of("test", level, "for a test");
    }

    static Opening opening(OutboundTerms terms, ClientLimits limits) {
        return new Opening(
                Opening.Dialect.SMTP,
                "client.test",
                new NextHop("test", HOST, 25, true),
                terms,
                false,
                Optional.empty(),
                limits);
    }

    static Opening opening() {
        return opening(terms(Level.NONE), limits(""));
    }

    static Opening lmtp() {
        return new Opening(
                Opening.Dialect.LMTP,
                "client.test",
                new NextHop("test", HOST, 24, false),
                terms(Level.NONE),
                false,
                Optional.empty(),
                limits(""));
    }

    static Conversation open(SmtpPeer peer, Opening opening) throws IOException, OpeningFailure {
        return SmtpConversation.open(peer.connect(), opening);
    }

    static Conversation open(SmtpPeer peer) throws IOException, OpeningFailure {
        return open(peer, opening());
    }

    /// Long limits, but for one.
    static ClientLimits limits(String tight) {
        return new ClientLimits(
                LONG,
                limit("greeting", tight),
                limit("helo", tight),
                limit("startTls", tight),
                limit("handshake", tight),
                limit("auth", tight),
                limit("mail", tight),
                limit("rcpt", tight),
                limit("dataStart", tight),
                limit("dataBlock", tight),
                limit("dataEnd", tight),
                limit("rset", tight),
                limit("quit", tight),
                512,
                20);
    }

    private static Duration limit(String name, String tight) {
        return name.equals(tight) ? SHORT : LONG;
    }

    static Content content(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Delivery delivery(String... recipients) {
        return delivery(content(TEXT), MailParameters.NONE, recipients);
    }

    static Delivery delivery(Content content, MailParameters parameters, String... recipients) {
        return delivery(
                "sender@example.org",
                content,
                parameters,
                Arrays.stream(recipients)
                        .map(text -> Recipient.of(Mailbox.parse(text)))
                        .toArray(Recipient[]::new));
    }

    static Delivery delivery(
            String sender, Content content, MailParameters parameters, Recipient... recipients) {
        return new Delivery(
                new SpoolId(1),
                new Envelope(
                        Instant.EPOCH,
                        ReversePath.parse(sender),
                        parameters,
                        List.of(recipients),
                        new Envelope.Origin("test", "", "", Optional.empty())),
                content,
                IntStream.range(0, recipients.length).boxed().toList());
    }
}
