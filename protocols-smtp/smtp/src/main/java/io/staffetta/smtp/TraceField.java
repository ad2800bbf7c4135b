package io.staffetta.smtp;

import io.staffetta.smtp.state.Terms.Dialect;
import io.staffetta.smtp.state.Transaction;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.Header;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The `Received` field (RFC 5321 §4.4).
final class TraceField {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final String FOLD = "\r\n        ";

    private static volatile Second lastDate = new Second(Long.MIN_VALUE, "");

    private TraceField() {}

    /// Makes the field. Nothing in it can break out of its place: the name of the client has only
    /// the characters that the parser lets pass, all else is ours or parsed.
    ///
    /// @param id of the transaction
    static Header of(
            Session session, Transaction transaction, Dialect dialect, String id, Instant now) {
        var text = new StringBuilder(256);
        text.append("from ").append(transaction.client().greeting().name());
        text.append(" (")
                .append(session.clientIp().map(TraceField::literal).orElse("local socket"))
                .append(')');
        session.tls()
                .ifPresent(tls ->
                        text.append(FOLD)
                                .append("(using ")
                                .append(tls.protocol())
                                .append(" with cipher ")
                                .append(tls.cipher())
                                .append(')'));
        text.append(FOLD).append("by ").append(session.hostname());
        text.append(" (Staffetta) with ").append(with(session, transaction, dialect));
        text.append(" id ").append(id);
        // With several recipients the field would tell of blind copies (RFC 5321 §7.2).
        transaction
                .recipients()
                .only()
                .ifPresent(only -> text.append(FOLD).append("for <").append(only).append('>'));
        text.append(';').append(FOLD).append(date(now));
        return Header.of("Received", text.toString());
    }

    /// Written once a second: formatting it takes longer than all the rest of the field.
    private static String date(Instant now) {
        var last = lastDate;
        if (last.second() != now.getEpochSecond()) {
            last = new Second(now.getEpochSecond(), DATE.format(now));
            lastDate = last;
        }
        return last.text();
    }

    private record Second(long second, String text) {}

    /// RFC 3848, RFC 6531 §4.3.
    private static String with(Session session, Transaction transaction, Dialect dialect) {
        if (transaction.client().greeting().verb() == Greeting.Verb.HELO) {
            return "SMTP";
        }
        boolean utf8 = transaction.parameters().smtpUtf8();
        var base =
                switch (dialect) {
                    case SMTP -> utf8 ? "UTF8SMTP" : "ESMTP";
                    case LMTP -> utf8 ? "UTF8LMTP" : "LMTP";
                };
        return base
                + (session.tls().isPresent() ? "S" : "")
                + (session.identity().isPresent() ? "A" : "");
    }

    private static String literal(InetAddress address) {
        var text = address.getHostAddress();
        int scope = text.indexOf('%');
        if (scope >= 0) {
            text = text.substring(0, scope);
        }
        return address instanceof Inet6Address ? "[IPv6:" + text + "]" : "[" + text + "]";
    }
}
