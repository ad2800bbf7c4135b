package io.staffetta.milter;

import io.staffetta.milter.wire.Stage;
import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the macros of an event stand for. One that stands for nothing is not sent.
///
/// @param session the event happens in
/// @param version of this server
/// @param id of the transaction
/// @param sender of the transaction
/// @param parameters of MAIL
/// @param recipient the event is about
record Macros(
        Session session,
        String version,
        Optional<String> id,
        Optional<ReversePath> sender,
        Optional<MailParameters> parameters,
        Optional<Mailbox> recipient) {

    /// Left by the hook `fcrdns`: the client's name, confirmed.
    static final Attribute.OfSession<String> HOSTNAME =
            new Attribute.OfSession<>("client.hostname", String.class);

    private static final String MAILER = "smtp";

    static Macros of(Session session, String version) {
        return new Macros(
                session,
                version,
                session.transaction(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Macros of(String id, ReversePath path, MailParameters given) {
        return new Macros(
                session,
                version,
                Optional.of(id),
                Optional.of(path),
                Optional.of(given),
                Optional.empty());
    }

    Macros to(Mailbox mailbox) {
        return new Macros(session, version, id, sender, parameters, Optional.of(mailbox));
    }

    /// Names and values in turn.
    ///
    /// @param asked what the filter asked for
    /// @param otherwise what is sent where it did not ask
    List<String> list(
            Stage stage, Map<Stage, List<String>> asked, Map<Stage, List<String>> otherwise) {
        var out = new ArrayList<String>();
        for (var name : asked.getOrDefault(stage, otherwise.getOrDefault(stage, List.of()))) {
            value(bare(name))
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> {
                        out.add(name);
                        out.add(value);
                    });
        }
        return out;
    }

    private static String bare(String name) {
        return name.startsWith("{") && name.endsWith("}")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    private Optional<String> value(String name) {
        return switch (name) {
            case "i" -> id;
            case "j" -> Optional.of(session.hostname());
            case "v" -> Optional.of("Staffetta " + version);
            case "_" -> Optional.of(clientName() + " [" + clientAddress() + "]");
            case "s" -> session.greeting().map(Greeting::name);
            case "daemon_name" -> Optional.of(session.listener());
            case "daemon_addr", "if_addr" -> address(session.local());
            case "daemon_port" -> port(session.local());
            case "client_addr" -> Optional.of(clientAddress());
            case "client_name" -> Optional.of(clientName());
            case "client_ptr" -> Optional.of(session.get(HOSTNAME).orElse("unknown"));
            case "client_port" -> port(session.remote());
            case "auth_type" -> session.identity().map(Identity::mechanism);
            case "auth_authen" -> session.identity().map(Identity::account);
            case "auth_author" -> parameters.flatMap(MailParameters::submitter);
            case "mail_addr" -> sender.map(ReversePath::toString);
            case "mail_host" -> sender.flatMap(Macros::host);
            case "mail_mailer" -> sender.map(_ -> MAILER);
            case "rcpt_addr" -> recipient.map(Mailbox::toString);
            case "rcpt_host" -> recipient.map(mailbox -> mailbox.domain().name());
            case "rcpt_mailer" -> recipient.map(_ -> MAILER);
            default -> session.tls().flatMap(tls -> TlsMacros.value(name, tls));
        };
    }

    /// The name the client has, or its address in brackets.
    String clientName() {
        return session.get(HOSTNAME)
                .orElseGet(() ->
                        session.clientIp().isPresent() ? "[" + clientAddress() + "]" : "localhost");
    }

    /// The client's address; `local` if it has none.
    String clientAddress() {
        return session.clientIp().map(Macros::text).orElse("local");
    }

    static String text(InetAddress address) {
        var text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    private static Optional<String> host(ReversePath path) {
        return switch (path) {
            case ReversePath.Null() -> Optional.empty();
            case ReversePath.Sender(var mailbox) -> Optional.of(mailbox.domain().name());
        };
    }

    private static Optional<String> address(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? Optional.ofNullable(inet.getAddress()).map(Macros::text)
                : Optional.empty();
    }

    private static Optional<String> port(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? Optional.of(Integer.toString(inet.getPort()))
                : Optional.empty();
    }
}
