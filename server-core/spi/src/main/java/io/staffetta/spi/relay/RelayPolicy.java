package io.staffetta.spi.relay;

import io.staffetta.spi.Component;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.Mailbox;

/// Gives permits to relay. Mail for a domain that is not ours is accepted only if one of the
/// configured policies permits it; with none, nothing is relayed (`550 5.7.1`).
public interface RelayPolicy extends Component {

    /// Whether this transaction may send to that foreign mailbox. May block; throwing counts as no
    /// permit and is answered with `451 4.3.0`.
    boolean permits(Mailbox recipient, Transaction transaction) throws Exception;
}
