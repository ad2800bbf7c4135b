package io.staffetta.dnsbl;

import io.staffetta.dnsbl.Inquiry.Question;
import io.staffetta.dnsbl.ListSettings.Subject;
import io.staffetta.spi.dns.ReverseName;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.ReversePath;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// What lists are asked about.
record Subjects(List<DnsList> lists) {

    /// Left by the hook `fcrdns`.
    private static final Attribute.OfSession<String> HOSTNAME =
            new Attribute.OfSession<>("client.hostname", String.class);

    /// RFC 1035 §2.3.4.
    private static final int LONGEST_NAME = 253;

    /// Questions about a client's address.
    List<Question> ofClient(InetAddress client) {
        return questions(
                Subject.ADDRESS, ReverseName.labels(client), "[" + client.getHostAddress() + "]");
    }

    /// Questions about the names a client goes by.
    List<Question> ofNames(Session session, ReversePath sender) {
        return lists.stream()
                .filter(list -> list.of() != Subject.ADDRESS)
                .flatMap(list ->
                        name(list.of(), session, sender)
                                .map(name -> new Question(list, name, name))
                                .filter(asked -> asked.name().length() <= LONGEST_NAME)
                                .stream())
                .toList();
    }

    private List<Question> questions(Subject subject, String labels, String shown) {
        return lists.stream()
                .filter(list -> list.of() == subject)
                .map(list -> new Question(list, labels, shown))
                .toList();
    }

    private static Optional<String> name(Subject subject, Session session, ReversePath sender) {
        var name =
                switch (subject) {
                    case ADDRESS -> Optional.<String>empty();
                    case HELO -> session.greeting().map(Greeting::name);
                    case SENDER ->
                            sender instanceof ReversePath.Sender(var mailbox)
                                    ? Optional.of(mailbox.domain().name())
                                    : Optional.<String>empty();
                    case REVERSE_NAME -> session.get(HOSTNAME);
                };
        return name.flatMap(Subjects::domain);
    }

    /// A name that can be on a list of domains: no address literal, and more than one label.
    private static Optional<String> domain(String text) {
        try {
            var domain =
                    Domain.parse(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
            return domain.isLiteral() || domain.name().indexOf('.') < 0
                    ? Optional.empty()
                    : Optional.of(domain.name());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
