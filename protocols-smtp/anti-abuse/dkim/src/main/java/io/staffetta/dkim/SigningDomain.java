package io.staffetta.dkim;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;

import java.util.Optional;

/// Whose signature a message may get.
///
/// @param author whose domain the author's must be
record SigningDomain(DkimSignSettings.Author author) {

    /// The author's domain, if the client may have it signed.
    ///
    /// @throws NotSignedException if not
    Domain of(Authors authors, Transaction transaction) throws NotSignedException {
        var name =
                authors.single()
                        .orElseThrow(() -> new NotSignedException("From has no single domain"));
        Domain domain;
        try {
            domain = new Domain(name);
        } catch (IllegalArgumentException e) {
            throw new NotSignedException("From has no mail domain");
        }
        var allowed =
                switch (author) {
                    case SENDER -> sender(transaction);
                    case ACCOUNT -> account(transaction).map(Mailbox::domain);
                    case ANY -> Optional.of(domain);
                };
        if (!allowed.equals(Optional.of(domain))) {
            throw new NotSignedException("From is not of the domain of the " + word());
        }
        return domain;
    }

    /// The account of a client, if its name is an address.
    static Optional<Mailbox> account(Transaction transaction) {
        try {
            return transaction.session().identity().map(Identity::account).map(Mailbox::parse);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Domain> sender(Transaction transaction) {
        return transaction.reversePath() instanceof ReversePath.Sender(var mailbox)
                ? Optional.of(mailbox.domain())
                : account(transaction).map(Mailbox::domain);
    }

    private String word() {
        return author == DkimSignSettings.Author.ACCOUNT ? "account" : "sender";
    }
}
