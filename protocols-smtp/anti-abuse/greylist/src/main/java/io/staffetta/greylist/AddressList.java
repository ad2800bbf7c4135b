package io.staffetta.greylist;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Mailboxes and domains of the configuration.
///
/// @param mailboxes folded
/// @param trees domains that stand for all below them, too
record AddressList(Set<Mailbox> mailboxes, Set<Domain> domains, Set<Domain> trees) {

    /// @param setting what the operator calls it
    /// @throws IllegalArgumentException that names an entry that is none
    static AddressList parse(String setting, List<String> entries) {
        var mailboxes = new HashSet<Mailbox>();
        var domains = new HashSet<Domain>();
        var trees = new HashSet<Domain>();
        for (var entry : entries) {
            try {
                if (entry.lastIndexOf('@') > 0) {
                    mailboxes.add(Mailbox.parse(entry).folded());
                } else if (entry.startsWith(".")) {
                    trees.add(Domain.parse(entry.substring(1)));
                } else {
                    domains.add(Domain.parse(entry.startsWith("@") ? entry.substring(1) : entry));
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "%s '%s' is no mailbox, domain or .domain".formatted(setting, entry), e);
            }
        }
        return new AddressList(Set.copyOf(mailboxes), Set.copyOf(domains), Set.copyOf(trees));
    }

    boolean contains(Mailbox mailbox) {
        return mailboxes.contains(mailbox.folded())
                || domains.contains(mailbox.domain())
                || (!trees.isEmpty() && isInTree(mailbox.domain()));
    }

    private boolean isInTree(Domain domain) {
        if (domain.isLiteral()) {
            return false;
        }
        var name = domain.name();
        while (!trees.contains(new Domain(name))) {
            int dot = name.indexOf('.');
            if (dot < 0) {
                return false;
            }
            name = name.substring(dot + 1);
        }
        return true;
    }
}
