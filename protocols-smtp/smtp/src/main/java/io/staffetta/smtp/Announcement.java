package io.staffetta.smtp;

import io.staffetta.smtp.command.Extension;
import io.staffetta.smtp.reply.Replies;
import io.staffetta.smtp.state.Client;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.protocol.Intake;
import io.staffetta.spi.protocol.Protocol.AuthUse;
import io.staffetta.spi.tls.TlsTerms;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The answer to a greeting. What it offers after the hooks had their say is what is accepted
/// afterwards.
final class Announcement {

    private final Greeting greeting;
    private final Set<Extension> available;
    private final List<String> keywords;

    private Announcement(Greeting greeting, Set<Extension> available, List<String> keywords) {
        this.greeting = greeting;
        this.available = available;
        this.keywords = keywords;
    }

    static Announcement of(Greeting greeting, Connection connection, Intake intake) {
        var keywords = new ArrayList<String>();
        if (greeting.verb() != Greeting.Verb.HELO) {
            for (var extension : Extension.values()) {
                addLine(extension, keywords, connection, intake);
            }
        }
        return new Announcement(greeting, offeredBy(keywords), keywords);
    }

    private static void addLine(
            Extension extension, List<String> lines, Connection connection, Intake intake) {
        var keyword = extension.keyword();
        boolean tls = connection.tls().isPresent();
        switch (extension) {
            case PIPELINING,
                    EIGHT_BIT_MIME,
                    SMTPUTF8,
                    CHUNKING,
                    BINARYMIME,
                    DSN,
                    ENHANCEDSTATUSCODES ->
                    lines.add(keyword);
            case SIZE -> lines.add(keyword + " " + intake.maxMessageSize());
            case LIMITS -> lines.add(keyword + " RCPTMAX=" + intake.maxRecipients());
            case REQUIRETLS -> {
                // RFC 8689 §4.1: only within TLS.
                if (tls) {
                    lines.add(keyword);
                }
            }
            case STARTTLS -> {
                if (!tls && connection.tlsTerms().start() == TlsTerms.Start.STARTTLS) {
                    lines.add(keyword);
                }
            }
            case AUTH -> {
                var mechanisms =
                        intake.authUse() == AuthUse.NONE ? List.<String>of() : intake.mechanisms();
                if (!mechanisms.isEmpty()) {
                    lines.add(keyword + " " + String.join(" ", mechanisms));
                }
            }
        }
    }

    /// What hooks may change.
    List<String> keywords() {
        return keywords;
    }

    /// The client, once the hooks are through.
    Client client() {
        var offered = offeredBy(keywords);
        var hidden = EnumSet.copyOf(available);
        hidden.removeAll(offered);
        return new Client(greeting, offered, hidden);
    }

    /// The answer, once the hooks are through.
    Reply reply(String hostname) {
        var lines = new ArrayList<String>();
        lines.add(hostname);
        lines.addAll(keywords);
        return Replies.plain(250, lines);
    }

    private static EnumSet<Extension> offeredBy(List<String> lines) {
        var offered = EnumSet.noneOf(Extension.class);
        lines.forEach(line -> Extension.ofLine(line).ifPresent(offered::add));
        return offered;
    }
}
