package io.staffetta.spi.hook;

import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;

import java.util.List;
import java.util.Optional;

/// What a hook may see of a mail transaction; the same rules hold as for [Session].
public interface Transaction {

    /// The session it belongs to.
    Session session();

    /// Unique among all transactions of the server's life; letters and digits.
    String id();

    /// The reverse-path of MAIL.
    ReversePath reversePath();

    /// The ESMTP parameters of MAIL.
    MailParameters parameters();

    /// The recipients accepted so far, as the client gave them.
    List<Recipient> recipients();

    /// What hooks found so far, in order: first that of the session, then that of this transaction.
    List<Finding> findings();

    /// Writes a finding about this transaction down.
    void report(Finding finding);

    /// What hooks decided so far, in this session and transaction, other than to go on; also what
    /// was only observed.
    List<Verdict> verdicts();

    /// A value left by a hook of this transaction.
    <T> Optional<T> get(Attribute.OfTransaction<T> attribute);

    /// Leaves a value for later hooks of this transaction; a hook must have declared that it writes
    /// it.
    <T> void put(Attribute.OfTransaction<T> attribute, T value);
}
