package io.staffetta.relay;

import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.relay.RelayPolicy;

/// Permits what a client sends that proved who it is.
public final class AuthenticatedPolicy implements RelayPolicy {

    @Override
    public boolean permits(Mailbox recipient, Transaction transaction) {
        return transaction.session().identity().isPresent();
    }
}
